"""mentor-match on a matrix of scores: `python mentor_match.py N SEED`, then a line a job."""

import json
import random
import sys
from time import perf_counter

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data

size, seed = int(sys.argv[1]), int(sys.argv[2])
dice = random.Random(seed)
# rows are mentees: the same matrix as the portal's own side of the comparison
scores = [[dice.randint(0, 100) for _ in range(size)] for _ in range(size)]


class Score:
    """A rule that gives each pair its score of the matrix."""

    def apply(self, match):
        return scores[match.mentee.grade][match.mentor.grade]

    def evaluate(self, match):
        return True


for _ in sys.stdin:
    # people are told apart by their e-mail: two without one are the same, and may not be matched
    mentors = [Mentor(grade=number, email=f"mentor{number}") for number in range(size)]
    mentees = [Mentee(grade=number, email=f"mentee{number}") for number in range(size)]
    began = perf_counter()
    process_data(mentors, mentees, [[Score()]])
    seconds = perf_counter() - began
    total = sum(scores[mentee.grade][mentor.grade] for mentee in mentees for mentor in mentee.mentors)
    sys.stdout.write(json.dumps({"seconds": seconds, "total": total}) + "\n")
    sys.stdout.flush()
