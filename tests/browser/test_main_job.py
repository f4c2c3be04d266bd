"""The main job as people do it: bank file → pair from a request → questionnaire on a phone → figures."""
