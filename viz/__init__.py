"""The network as a picture: a scene laid out and styled, and one offline page that draws it."""
