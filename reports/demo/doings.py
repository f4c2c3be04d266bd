"""What people of the demonstration municipality have done by themselves: consents, roadmaps, campaigns, meetings."""
