"""Finding anything in the portal: texts, people, and what was looked for in vain."""
