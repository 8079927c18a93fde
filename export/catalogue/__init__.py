"""How a release describes itself: DCAT-AP for portals, VoID, schema.org, and the records that other catalogues ask for."""
