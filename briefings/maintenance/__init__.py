"""Work on a whole data folder: check, repair, reading originals again, export and import, backup."""
