"""Support points: places near people's homes with the equipment to file online."""
