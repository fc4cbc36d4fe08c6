"""What a submission and its run left behind becomes Evidence; the rubric is not known here."""
