"""Two records of one person: the papers follow the record that stays."""

from mentorship.documents.enums import Case, Kind, Part
from mentorship.documents.models import NameForm, PaperPerson
from reports.merging import merge
from tests.cast import TODAY


def test_papers_follow_the_record_that_stays(make_order, make_teacher, school, users, agreed):
    keep, drop = (make_teacher(school, code, last_name="Вязов") for code in ("V1", "V2"))
    paper = make_order([], kind=Kind.PROCESSING, people={Part.SUBJECT: [drop]})
    both = make_order([], kind=Kind.CENTRE, people={Part.HEAD: [keep], Part.MEMBER: [keep, drop]})
    NameForm.objects.create(person=drop, case=Case.DATIVE, text="Вязу")
    merge(keep=keep, drop=drop, choices={}, by=users["methodist"], on=TODAY)
    assert list(PaperPerson.objects.filter(paper=paper).values_list("person", flat=True)) == [keep.pk]
    members = PaperPerson.objects.filter(paper=both).values_list("person", "part")
    assert sorted(members) == [(keep.pk, "head"), (keep.pk, "member")]
    assert not NameForm.objects.exists()
