"""validate_schema.py SCHEMA OUT DOCUMENT...: one line in OUT for each document, "valid" or "invalid: where: why".

Only "no python3-jsonschema" is written if that package is missing.
"""
import json
import sys

schema_path, out_path, *documents = sys.argv[1:]
with open(out_path, "w", encoding="utf-8") as out:
    try:
        import jsonschema
    except ImportError:
        print("no python3-jsonschema", file=out)
        sys.exit(0)
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for path in documents:
        with open(path, encoding="utf-8") as f:
            try:
                error = next(validator.iter_errors(json.load(f)), None)
            except ValueError as malformed:
                print(f"invalid: no JSON: {malformed}", file=out)
                continue
        if error is None:
            print("valid", file=out)
        else:
            where = "/".join(str(part) for part in error.absolute_path)
            print(f"invalid: {where}: {error.message}".replace("\n", " "), file=out)
