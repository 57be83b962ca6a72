"""The history of dossiers for those who check it: proofs, seals, and who has looked."""
