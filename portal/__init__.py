"""The portal: a dataset as a web site, linked data and a SPARQL endpoint. Each module gives its routes; `app` joins them."""
