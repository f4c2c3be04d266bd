"""One login per role of the demonstration municipality (contract §1)."""

from datetime import date

from reports.demo import lists
from reports.demo.invention import People, Teacher
from reports.demo.pairing import Pairing
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, User

# Municipal staff: login → role and name.
OFFICIALS = {
    "admin": (Role.ADMIN, ("Ключев", "Савва", "Игнатович")),
    "head": (Role.HEAD, ("Озёрская", "Лидия", "Вадимовна")),
    "methodist": (Role.METHODIST, ("Самойлова", "Ольга", "Викторовна")),
    "approver": (Role.APPROVER, ("Пристанская", "Инга", "Романовна")),
    "department": (Role.DEPARTMENT, ("Гаванев", "Лев", "Борисович")),
}
LOGINS = ("admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department")
SINCE = date(2020, 9, 1)


def role_words(username: str) -> str:
    """Whom a login shows."""
    if username in ("mentor", "mentee"):
        return {"mentor": "педагог, наставник в паре", "mentee": "педагог, наставляемый в паре"}[username]
    return str(Role(username).label)


def create(people: People, pairing: Pairing, municipality: Municipality, password: str) -> dict[str, User]:
    """Accounts of all nine logins; those of a school are people of one ШНОР."""
    accounts = {username: _official(username, municipality, password) for username in OFFICIALS}
    for username, teacher in _teachers(people, pairing).items():
        person = Person.objects.get(code=teacher.code)
        user, _ = User.objects.get_or_create(person=person, defaults={"username": username})
        user.username = username
        user.set_password(password)
        user.save()
        accounts[username] = user
    return accounts


def _teachers(people: People, pairing: Pairing) -> dict[str, Teacher]:
    school = next(school for school in people.schools if school.code == lists.DEMO_SCHOOL)
    in_office = {people.curator(school), people.director(school)}
    match = next(
        match
        for match in pairing.matches
        if match.state == "действует" and match.mentee.school == school and match.mentor not in in_office
    )
    return {
        "curator": people.curator(school),
        "director": people.director(school),
        "mentor": match.mentor,
        "mentee": match.mentee,
    }


def _official(username: str, municipality: Municipality, password: str) -> User:
    role, (last, first, middle) = OFFICIALS[username]
    person = Person.objects.create(
        code=f"П00-{username}",
        municipality=municipality,
        last_name=last,
        first_name=first,
        middle_name=middle,
    )
    RoleAssignment.objects.create(person=person, role=role, municipality=municipality, start_date=SINCE)
    return User.objects.create_user(username, password, person=person)
