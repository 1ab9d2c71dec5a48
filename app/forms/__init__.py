"""Questions and answers: packs, answers, checks and the session; pure, without Qt, SQL or paper."""
