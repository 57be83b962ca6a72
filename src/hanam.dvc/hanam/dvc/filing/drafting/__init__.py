"""What makes a draft short to fill in and hard to lose: reuse, resuming, warnings, practice."""
