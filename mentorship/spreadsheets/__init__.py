"""Excel in and out: the gate against hostile files, headings, typed cells, row errors, the one writer."""
