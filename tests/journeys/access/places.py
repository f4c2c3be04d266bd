# ruff: noqa: E501 - a table
"""What the addresses with an object are asked with: a model and where each part comes from.

`pk=pk` takes a field or a path of the row, `code:agree` is a word that stands in the address as it is,
`?kind:low_results` one of its query; `person=~waiting` asks a function of routes.py (FOUND) about the row.
"""

PLACES = """
reports/indicators/<slug:code>/                           - code:p000_mentor_share
reports/schools/<known:code>/override/                    schools.School code=code
reports/schools/<known:code>/override/<int:pk>/withdraw/  schools.ClassOverride code=school.code pk=pk
reports/schools/<known:code>/history/                     schools.School code=code
reports/schools/<known:code>/take-off/                    schools.School code=code
reports/schools/<known:code>/papers/<int:pk>/             schools.SchoolPaper code=school.code pk=pk
reports/schools/<known:code>/record.xlsx                  schools.School code=code
reports/schools/<path:code>/                              schools.School code=code
reports/school-lists/<int:pk>/                            schools.SchoolList pk=pk
reports/school-lists/<int:pk>/list.xlsx                   schools.SchoolList pk=pk
reports/school-indices/<int:pk>/                          schools.IndexRun pk=pk
reports/school-indices/<int:pk>/run.xlsx                  schools.IndexRun pk=pk
reports/quality/doubles/<int:keep>-<int:drop>/            schools.NotDoubles keep=person_a_id drop=person_b_id
reports/quality/doubles/<int:keep>-<int:drop>/apart/      schools.NotDoubles keep=person_a_id drop=person_b_id
reports/quality/<slug:check>/                             - check:no_email
reports/snapshots/<int:pk>/                               reports.Snapshot pk=pk
reports/snapshots/<int:pk>/school/                        reports.Snapshot pk=pk ?school:П03
reports/snapshots/<int:pk>/<slug:slug>.<slug:ending>      reports.Snapshot pk=pk slug:chief ending:docx
reports/score/protocol.<slug:ending>                      - ending:docx
filters/<int:pk>/                                         schools.SavedFilter pk=pk
columns/                                                  -
undo/                                                     -
reports/question/<int:pk>/drop/                           reports.SavedView pk=pk
registers/people/<int:pk>/                                schools.Person pk=pk
registers/people/<int:pk>/history.xlsx                    schools.Person pk=pk
bank/reserve/<int:pk>/                                    bank.ReserveMember pk=pk
bank/programmes/<int:pk>/                                 bank.TrainingProgramme pk=pk
bank/programmes/<int:pk>/trained/                         bank.TrainingProgramme pk=pk
bank/programmes/<int:pk>/sessions/add/                    bank.TrainingProgramme pk=pk
bank/programmes/<int:pk>/sessions/<int:session_pk>/       bank.TrainingSession pk=programme_id session_pk=pk
bank/<int:pk>/interviews/<int:interview_pk>/              bank.Interview pk=mentor_id interview_pk=pk
bank/consents/<int:pk>/                                   schools.Person pk=pk
bank/<int:pk>/                                            bank.Mentor pk=pk
bank/<int:pk>/cards/add/                                  bank.Mentor pk=pk
bank/<int:pk>/cards/<int:card_pk>/                        bank.MentorCard pk=mentor_id card_pk=pk
requests/preferences/<int:pk>/<slug:side>/                bank.MentorPreference pk=person_id side=side
requests/<int:pk>/                                        bank.MenteeRequest pk=pk
requests/<int:pk>/edit/                                   bank.MenteeRequest pk=pk
documents/new/<slug:kind>/                                - kind:pairs
documents/templates/<slug:kind>/                          - kind:pairs
documents/templates/<slug:kind>/restore/                  - kind:pairs
documents/templates/<slug:kind>/portal.docx               - kind:pairs
documents/templates/<slug:kind>/<int:version>.docx        documents.DocumentTemplate kind=kind version=version
documents/pairs/<int:pair_pk>/<slug:kind>.<slug:ending>   pairs.Pair pair_pk=pk kind:duties ending:docx
documents/programmes/<slug:code>/passport.<slug:ending>   programmes.Programme code=code ending:docx
documents/work-plans/<int:pk>/plan.<slug:ending>          roadmap.WorkPlan pk=pk ending:docx
documents/meetings/<int:pk>/protocol.<slug:ending>        roadmap.CoordinationMeeting pk=pk ending:docx
documents/roadmaps/<int:pk>/plan.<slug:ending>            roadmap.Roadmap pk=pk ending:docx
documents/<int:pk>/                                       documents.Paper pk=pk
documents/<int:pk>/edit/                                  documents.Paper pk=pk
documents/<int:pk>/names/                                 documents.Paper pk=pk
documents/<int:pk>/paper.docx                             documents.Paper pk=pk
documents/<int:pk>/paper.pdf                              documents.Paper pk=pk
documents/<int:pk>/scan/file/                             documents.Paper pk=pk
documents/<int:pk>/<slug:code>/                           documents.Paper pk=pk code:cancel
programmes/<slug:code>/                                   programmes.Programme code=code
programmes/<slug:code>/history/                           programmes.Programme code=code
half-years/periods/<int:pk>/refill/                       pairs.ReportingPeriod pk=pk
half-years/<int:pk>/                                      pairs.HalfYearReport pk=pk
half-years/<int:pk>/<slug:code>/                          pairs.HalfYearReport pk=pk code:submit
matching/runs/<int:pk>/                                   pairs.MatchRun pk=pk
matching/runs/<int:pk>/solve/                             pairs.MatchRun pk=pk
matching/runs/<int:pk>/publish/                           pairs.MatchRun pk=pk
matching/runs/<int:pk>/discard/                           pairs.MatchRun pk=pk
matching/runs/<int:pk>/lines/<int:line_pk>/               pairs.MatchLine pk=run_id line_pk=pk
matching/runs/<int:pk>/lines/<int:line_pk>/lock/          pairs.MatchLine pk=run_id line_pk=pk
matching/never-together/<int:pk>/withdraw/                pairs.NeverTogether pk=pk
pairs/<int:pk>/                                           pairs.Pair pk=pk
pairs/<int:pk>/meetings/                                  pairs.Pair pk=pk
pairs/<int:pk>/meetings/<int:meeting_pk>/confirm/         pairs.Meeting pk=pair_id meeting_pk=pk
pairs/<int:pk>/members/<int:member_pk>/end/               pairs.PairMember pk=pair_id member_pk=pk
pairs/pulse/<int:pk>/                                     pairs.Pulse pk=pk
pairs/<int:pk>/pulse/<int:pulse_pk>/react/                pairs.Pulse pk=pair_id pulse_pk=pk
pairs/<int:pk>/plan/                                      pairs.Pair pk=pk
pairs/<int:pk>/plan/template/                             pairs.Pair pk=pk
pairs/<int:pk>/plan/offers/<int:template_pk>/             pairs.Pair pk=pk template_pk:1
pairs/<int:pk>/plan/items/add/                            pairs.Pair pk=pk
pairs/<int:pk>/plan/items/<int:item_pk>/                  pairs.PlanItem pk=pair_id item_pk=pk
pairs/<int:pk>/plan/items/<int:item_pk>/done/             pairs.PlanItem pk=pair_id item_pk=pk
pairs/<int:pk>/plan/items/<int:item_pk>/undone/           pairs.PlanItem pk=pair_id item_pk=pk
pairs/<int:pk>/plan/items/<int:item_pk>/remove/           pairs.PlanItem pk=pair_id item_pk=pk
pairs/<int:pk>/products/add/                              pairs.Pair pk=pk
pairs/<int:pk>/products/<int:product_pk>/remove/          pairs.Product pk=pair_id product_pk=pk
pairs/<int:pk>/products/<int:product_pk>/file/            pairs.Product pk=pair_id product_pk=pk
pairs/<int:pk>/diary/                                     pairs.Pair pk=pk
pairs/<int:pk>/diary/<int:entry_pk>/remove/               pairs.DiaryEntry pk=pair_id entry_pk=pk
pairs/<int:pk>/planned/add/                               pairs.Pair pk=pk
pairs/<int:pk>/planned/<int:planned_pk>/                  pairs.PlannedMeeting pk=pair_id planned_pk=pk
pairs/<int:pk>/planned/<int:planned_pk>/cancel/           pairs.PlannedMeeting pk=pair_id planned_pk=pk
pairs/<int:pk>/planned/<int:planned_pk>/hold/             pairs.PlannedMeeting pk=pair_id planned_pk=pk
pairs/<int:pk>/protocol/                                  pairs.Pair pk=pk
pairs/<int:pk>/<slug:code>/                               pairs.Pair pk=pk code:pause
roadmap/<int:pk>/                                         roadmap.Roadmap pk=pk
roadmap/<int:pk>/plan/                                    roadmap.Roadmap pk=pk
roadmap/templates/<int:pk>/                               roadmap.RoadmapTemplate pk=pk
roadmap/<int:pk>/template/                                roadmap.Roadmap pk=pk
roadmap/<int:pk>/workbook.xlsx                            roadmap.Roadmap pk=pk
roadmap/<int:pk>/workbook/                                roadmap.Roadmap pk=pk
roadmap/<int:pk>/review/                                  roadmap.Roadmap pk=pk
roadmap/<int:pk>/remarks/<int:remark_pk>/                 roadmap.Remark pk=event.roadmap_id remark_pk=pk
roadmap/<int:pk>/versions/                                roadmap.Roadmap pk=pk
roadmap/<int:pk>/versions/<int:number>/                   roadmap.PlanVersion pk=roadmap_id number=number
roadmap/<int:pk>/changes/                                 roadmap.Roadmap pk=pk
roadmap/<int:pk>/changes/lines/<int:line_pk>/drop/        roadmap.RevisionLine pk=revision.roadmap_id line_pk=pk
roadmap/<int:pk>/changes/<slug:code>/                     roadmap.Roadmap pk=pk code:submit
roadmap/<int:pk>/events/new/                              roadmap.Roadmap pk=pk
roadmap/<int:pk>/events/<int:event_pk>/                   roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/events/<int:event_pk>/plan/              roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/events/<int:event_pk>/responsible/       roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/events/<int:event_pk>/people/            roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/events/<int:event_pk>/people.xlsx        roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/events/<int:event_pk>/door/              roadmap.RoadmapEvent pk=roadmap_id event_pk=pk
roadmap/<int:pk>/evidence/<int:evidence_pk>/              roadmap.Evidence pk=event.roadmap_id evidence_pk=pk
roadmap/<int:pk>/evidence/<int:evidence_pk>/remove/       roadmap.Evidence pk=event.roadmap_id evidence_pk=pk
roadmap/<int:pk>/occurrences/<int:occurrence_pk>/remove/  roadmap.Occurrence pk=event.roadmap_id occurrence_pk=pk
roadmap/<int:pk>/<slug:code>/                             roadmap.Roadmap pk=pk code:close
meetings/decisions/<int:pk>/                              roadmap.MeetingDecision pk=pk
meetings/decisions/<int:pk>/<slug:code>/                  roadmap.MeetingDecision pk=pk code:close
meetings/events/<int:pk>/                                 roadmap.TownEvent pk=pk
meetings/events/<int:pk>/edit/                            roadmap.TownEvent pk=pk
meetings/plans/<int:pk>/                                  roadmap.WorkPlan pk=pk
meetings/plans/<int:pk>/plan.xlsx                         roadmap.WorkPlan pk=pk
meetings/plans/<int:pk>/approve/                          roadmap.WorkPlan pk=pk
meetings/plans/<int:pk>/add/                              roadmap.WorkPlan pk=pk
meetings/plans/<int:pk>/<int:item_pk>/                    roadmap.WorkPlanItem pk=plan_id item_pk=pk
meetings/plans/<int:pk>/<int:item_pk>/<slug:code>/        roadmap.WorkPlanItem pk=plan_id item_pk=pk code:move
meetings/<int:pk>/                                        roadmap.CoordinationMeeting pk=pk
meetings/<int:pk>/edit/                                   roadmap.CoordinationMeeting pk=pk
meetings/<int:pk>/<slug:code>/                            roadmap.CoordinationMeeting pk=pk code:hold
surveys/<int:pk>/                                         surveys.Campaign pk=pk
campaigns/<int:pk>/                                       surveys.Campaign pk=pk
campaigns/<int:pk>/links/                                 surveys.Campaign pk=pk
campaigns/<int:pk>/audience/                              surveys.Campaign pk=pk
campaigns/<int:pk>/funnel/                                surveys.Campaign pk=pk
campaigns/<int:pk>/anonymise/                             surveys.Campaign pk=pk
campaigns/<int:pk>/print/                                 surveys.Campaign pk=pk
campaigns/<int:pk>/paper/                                 surveys.Campaign pk=pk
campaigns/<int:pk>/paper/<int:person>/                    surveys.Campaign pk=pk person=~waiting
campaigns/<int:pk>/sheet/                                 surveys.Campaign pk=pk
questionnaires/<int:pk>/preview/                          surveys.QuestionnaireVersion pk=pk
journal/extracts/<int:pk>/                                audit.Entry pk=pk
journal/extracts/<int:pk>/extract.xlsx                    audit.Entry pk=pk
journal/incidents/<int:pk>/                               journal.Incident pk=pk
accounts/staff/<int:pk>/                                  schools.Person pk=pk
journal/incidents/<int:pk>/edit/                          journal.Incident pk=pk
journal/incidents/<int:pk>/<slug:step>/                   journal.Incident pk=pk step:close
me/data/ask/<slug:wish>/                                  - wish:correct
privacy/requests/<int:pk>/                                privacy.PersonalRequest pk=pk
privacy/people/<int:pk>/propose/                          schools.Person pk=pk
privacy/acts/<int:pk>/                                    privacy.Act pk=pk
privacy/files/<int:pk>/                                   privacy.LeftFile pk=pk
privacy/files/<int:pk>/file/                              privacy.LeftFile pk=pk
pupils/<str:school>/pupils.xlsx                           schools.School school=code
pupils/scans/<int:pk>/                                    pupils.PupilConsent pk=pk
practices/<int:pk>/                                       practices.Practice pk=pk
practices/<int:pk>/edit/                                  practices.Practice pk=pk
practices/<int:pk>/voices/<int:author_pk>/                practices.PracticeAuthor pk=practice_id author_pk=pk
practices/<int:pk>/voices/<int:author_pk>/agree/          practices.PracticeAuthor pk=practice_id author_pk=pk
practices/<int:pk>/voices/<int:author_pk>/withdraw/       practices.PracticeAuthor pk=practice_id author_pk=pk
practices/<int:pk>/products/<int:product_pk>/             practices.Practice pk=pk product_pk:999999999
practices/<int:pk>/steps/<slug:step>/                     practices.Practice pk=pk step:submit
pairs/<int:pk>/practice/                                  pairs.Pair pk=pk
editing/<slug:kind>/<int:pk>/                             practices.Material pk=pk kind:material
editing/<slug:kind>/<int:pk>/<slug:step>/                 practices.Material pk=pk kind:material step:submit
contests/entries/<int:pk>/                                practices.ContestEntry pk=pk
contests/entries/<int:pk>/people/<int:part_pk>/agree/     practices.EntryPerson pk=entry_id part_pk=pk
contests/entries/<int:pk>/people/<int:part_pk>/refuse/    practices.EntryPerson pk=entry_id part_pk=pk
contests/entries/<int:pk>/place/                          practices.ContestEntry pk=pk
contests/entries/<int:pk>/remove/                         practices.ContestEntry pk=pk
contests/<int:pk>/                                        practices.Contest pk=pk
contests/<int:pk>/edit/                                   practices.Contest pk=pk
contests/<int:pk>/steps/<slug:step>/                      practices.Contest pk=pk step:open
contests/<int:pk>/nominations/                            practices.Contest pk=pk
contests/<int:pk>/nominations/<int:nomination_pk>/        practices.Nomination pk=contest_id nomination_pk=pk
contests/<int:pk>/nominations/<int:nomination_pk>/remove/ practices.Nomination pk=contest_id nomination_pk=pk
contests/<int:pk>/honour/                                 practices.Contest pk=pk
contests/<int:pk>/awards/                                 practices.Contest pk=pk
awards/<int:pk>/                                          practices.Award pk=pk
awards/<int:pk>/award.<slug:ending>                       practices.Award pk=pk ending:docx
awards/<int:pk>/revoke/                                   practices.Award pk=pk
awards/<int:pk>/forget/                                   practices.Award pk=pk
pupils/pairs/<int:pk>/                                    pupils.PupilPair pk=pk
pupils/pairs/<int:pk>/meetings/<int:meeting_pk>/remove/   pupils.PupilMeeting pk=pair_id meeting_pk=pk
pupils/pairs/<int:pk>/<slug:code>/                        pupils.PupilPair pk=pk code:start
pupils/<int:pk>/                                          pupils.Pupil pk=pk
pupils/<int:pk>/edit/                                     pupils.Pupil pk=pk
pupils/<int:pk>/destroyed/                                pupils.Pupil pk=pk
pupils/<int:pk>/<slug:code>/                              pupils.Pupil pk=pk code:leave
reports/school-map.xlsx                                   -
reports/school-effect.xlsx                                -
reports/school-lists.xlsx                                 - ?kind:low_results
reports/school-indices/source/                            -
reports/quality/findings.xlsx                             -
reports/surveys/texts/code/                               -
reports/surveys/appendix.pdf                              -
reports/region/fix/                                       -
registers/selected.xlsx                                   -
registers/pairs.xlsx                                      -
bank/export.xlsx                                          -
bank/reserve/add/                                         -
bank/reserve/reserve.xlsx                                 -
bank/programmes/add/                                      -
requests/add/                                             -
journal/extracts/new/                                     -
me/data/my-data.json                                      -
me/data/my-data.xlsx                                      -
half-years/                                               -
half-years/open/                                          -
matching/runs/                                            -
matching/runs/start/                                      -
matching/criteria/                                        -
matching/never-together/                                  -
pairs/add/                                                -
roadmap/add/                                              -
appearance/                                               -
guide/                                                    -
accounts/code/                                            -
accounts/logout/                                          -
accounts/sessions/                                        -
accounts/kept/                                            -
"""
