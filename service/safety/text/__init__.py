"""From a text to statements and tokens: characters, layout, numbers, units and names, with a map back."""
