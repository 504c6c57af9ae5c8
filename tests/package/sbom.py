#!/usr/bin/env python3
"""sbom.py PROGRAM: script/sbom of this build holds what SPDX 2.3 requires, and every library that the program says it was built with."""
import hashlib
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# As --version names them: (beginning of the line, name in the bill).
NAMED = [("OpenSSL ", "OpenSSL libcrypto"), ("libdeflate ", "libdeflate"), ("pugixml ", "pugixml"), ("yaml-cpp ", "yaml-cpp"), ("RE2 ", "RE2"),
         ("CLI11 ", "CLI11"), ("fmt ", "fmt")]


def main():
    for tool in ("dpkg-query", "readelf", "ldd"):
        if shutil.which(tool) is None:
            print(f"skipped: no {tool} here")
            return 0
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        print("skipped: no jsonschema here")
        return 0
    program = sys.argv[1]
    check(program, [])
    check(program, ["--static"])
    return 0


def check(program, mode):
    import jsonschema
    command = [os.path.join(HERE, "../../script/sbom"), "--program", program, "--version", "0.1.0", "--commit", "0123456789ab", *mode]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1433116800"}
    texts = [subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout for _ in range(2)]
    assert texts[0] == texts[1], "two bills of the same program differ"
    bill = json.loads(texts[0])
    with open(os.path.join(HERE, "spdx-2.3.schema.json"), encoding="utf-8") as file:
        jsonschema.Draft202012Validator(json.load(file)).validate(bill)

    elements = [bill["SPDXID"]] + [element["SPDXID"] for element in bill["packages"] + bill["files"]]
    assert len(elements) == len(set(elements)), "an id stands twice"
    linked = {bill["SPDXID"]}
    for relationship in bill["relationships"]:
        assert relationship["spdxElementId"] in elements and relationship["relatedSpdxElement"] in elements, relationship
        linked.add(relationship["relatedSpdxElement"])
    assert linked == set(elements), f"nothing is said of {set(elements) - linked}"
    assert bill["creationInfo"]["created"] == "2015-06-01T00:00:00Z"

    sums = {sum["algorithm"]: sum["checksumValue"] for sum in bill["files"][0]["checksums"]}
    with open(program, "rb") as file:
        content = file.read()
    assert sums == {"SHA1": hashlib.sha1(content).hexdigest(), "SHA256": hashlib.sha256(content).hexdigest()}

    packages = {package["name"]: package for package in bill["packages"]}
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    for beginning, name in NAMED:
        line = next(line for line in version.splitlines() if line.startswith(beginning))
        assert name in packages, f"the bill lacks {name}"
        number = line.removeprefix(beginning).split()[0].split("+")[0].split("-")[0]
        assert packages[name]["versionInfo"].startswith(number), f"{line}, but in the bill {packages[name]['versionInfo']}"
        assert packages[name]["licenseDeclared"] != "NOASSERTION", name
    print(f"bill of materials: {len(packages)} packages")


if __name__ == "__main__":
    sys.exit(main())
