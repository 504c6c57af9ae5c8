#!/usr/bin/env python3
"""Compares what `cert` says about 100 certificates of all sorts with what the openssl command says about them.

usage: openssl_x509.py PROGRAM [--show N]

The certificates are made on the spot, with a handful of keys and a fixed seed for everything else.
"""
import datetime
import hashlib
import ipaddress
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

import compare_kit as kit

COUNT = 100
KEYS = {  # name -> (arguments of genpkey, kind, bits, curve)
    "rsa1024": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], "RSA", 1024, ""),
    "rsa2048": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA", 2048, ""),
    "p256": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "EC", 256, "P-256"),
    "p384": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], "EC", 384, "P-384"),
    "ed25519": (["-algorithm", "ED25519"], "Ed25519", 256, ""),
}
HASHES = ["md5", "sha1", "sha256", "sha384", "sha512"]
# The openssl command's words -> ours, which are Windows'.
ATTRIBUTES = {"ST": "S", "emailAddress": "E", "street": "STREET", "title": "T", "GN": "G", "serialNumber": "SERIALNUMBER"}
USAGES = {"Non Repudiation": "Non-Repudiation", "Certificate Sign": "Certificate Signing", "CRL Sign": "CRL Signing"}
PURPOSES = {"TLS Web Server Authentication": "1.3.6.1.5.5.7.3.1", "TLS Web Client Authentication": "1.3.6.1.5.5.7.3.2",
            "Code Signing": "1.3.6.1.5.5.7.3.3", "E-mail Protection": "1.3.6.1.5.5.7.3.4",
            "Time Stamping": "1.3.6.1.5.5.7.3.8", "OCSP Signing": "1.3.6.1.5.5.7.3.9",
            "Microsoft Smartcard Login": "1.3.6.1.4.1.311.20.2.2", "Any Extended Key Usage": "2.5.29.37.0",
            "Microsoft Encrypted File System": "1.3.6.1.4.1.311.10.3.4"}


def openssl(*arguments):
    return kit.output_of(["openssl", *arguments]).decode("utf-8")


def must(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Maker:
    """Makes the certificates, one openssl call each."""

    def __init__(self, folder):
        self.folder = folder
        self.random = random.Random(20150601)
        for name, (how, *_) in KEYS.items():
            must("genpkey", *how, "-out", self.path(name + ".key"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def some(self, values, least=0):
        return self.random.sample(values, self.random.randint(least, len(values)))

    def subject(self):
        values = {"C": ["DE", "US"], "ST": ["Bayern", "Washington"], "L": ["M\u00fcnchen", "Redmond"],
                  "O": ["Contoso", "Contoso, Inc.", "Contoso + Fabrikam", "the \"best\""], "OU": ["Lync", "a=b", "#1", "<x>"],
                  "street": ["1 Main; East"], "emailAddress": ["pki@contoso.com"], "serialNumber": ["12-3"], "GN": ["Anna"],
                  "DC": ["contoso"]}
        keys = [k for k in values if self.random.random() < 0.4] + ["CN"]
        values["CN"] = ["fe%02d.contoso.local" % self.random.randint(1, 99), "Contoso Root \u20ac", " padded "]
        parts = [(key, self.random.choice(values[key])) for key in keys]
        escaped = [(k, re.sub(r'([/\\+=])', r"\\\1", v)) for k, v in parts]
        return "".join("/%s=%s" % part for part in escaped)

    def extensions(self):
        pick = self.random
        lines = ["subjectKeyIdentifier=hash"] if pick.random() < 0.8 else ["subjectKeyIdentifier=none"]
        lines.append("authorityKeyIdentifier=" + ("keyid:always" if lines[0].endswith("hash") else "none"))
        if pick.random() < 0.7:
            length = ",pathlen:%d" % pick.randint(0, 3)
            lines.append("basicConstraints=critical,CA:" + pick.choice(["TRUE", "TRUE" + length, "FALSE"]))
        usages = self.some(["digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
                            "keyCertSign", "cRLSign"])
        if usages:
            lines.append("keyUsage=" + ",".join(usages))
        purposes = self.some(["serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning",
                              "msSmartcardLogin", "anyExtendedKeyUsage", "msEFS", "1.3.6.1.4.1.311.10.3.12"])
        if purposes:
            lines.append("extendedKeyUsage=" + ",".join(purposes))
        names = self.some(["DNS:fe01.contoso.local", "DNS:*.contoso.com", "DNS:sip.contoso.com", "IP:192.0.2.1",
                           "IP:2001:db8::7:0:1", "IP:::1", "email:a@contoso.com", "URI:sip:a@contoso.com"])
        if names:
            lines.append("subjectAltName=" + ",".join(names))
        points = self.some(["URI:http://pki.contoso.com/ca.crl", "URI:ldap:///CN=CA?certificateRevocationList?base"])
        if points:
            lines.append("crlDistributionPoints=" + ",".join(points))
        access = self.some(["caIssuers;URI:http://pki.contoso.com/ca.crt", "OCSP;URI:http://ocsp.contoso.com/"])
        if access:
            lines.append("authorityInfoAccess=" + ",".join(access))
        return lines

    def make(self, number):
        """Returns the path of a certificate in DER, and the name of its key."""
        key = self.random.choice(sorted(KEYS))
        config, out = self.path("%d.cnf" % number), self.path("%d.der" % number)
        subject = self.subject()
        masks = ["default", "utf8only", "MASK:0x0802"]  # the last: BMPString where PrintableString does not do
        if "\u20ac" not in subject:
            masks.append("nombstr")  # T61String, which has no such character
        with open(config, "w", encoding="utf-8") as file:
            file.write("[req]\ndistinguished_name=dn\nstring_mask=%s\n[dn]\n[x]\n%s\n"
                       % (self.random.choice(masks), "\n".join(self.extensions())))
        command = ["req", "-x509", "-new", "-key", self.path(key + ".key"), "-config", config, "-extensions", "x", "-utf8",
                   "-subj", subject, "-outform", "DER", "-out", out,
                   "-days", str(self.random.choice([1, 365, 3650, 36500])),
                   "-set_serial", str(self.random.choice([0, 1, 127, 128, 255, self.random.getrandbits(150)]))]
        if key != "ed25519":
            digest = self.random.choice(HASHES if key.startswith("rsa") else HASHES[1:])  # ECDSA knows no MD5
            command += ["-" + digest]
            if key == "rsa2048" and digest != "md5" and self.random.random() < 0.4:  # PSS goes with SHA only
                command += ["-sigopt", "rsa_padding_mode:pss"]
        must(*command)
        return out, key


def quoted(value):
    """A value as Windows prints it in a name."""
    plain = value and value == value.strip() and not re.search(r'[,+="\n<>#;]', value)
    return value if plain else '"%s"' % value.replace('"', '""')


def name_of(text, which):
    """The name that openssl reads, put together in Windows' way."""
    lines = re.search(r"^%s=\n((?: {4}[^\n]*\n)*)" % which, text, re.MULTILINE).group(1).split("\n")[:-1]
    parts = [line[4:].split("=", 1) for line in lines]
    return ", ".join("%s=%s" % (ATTRIBUTES.get(key, key), quoted(value)) for key, value in reversed(parts))


def value_of(text, which):
    return re.search(r"^%s=([^\n]*)$" % which, text, re.MULTILINE).group(1)


def date_of(text, which):
    date = datetime.datetime.strptime(value_of(text, which), "%b %d %H:%M:%S %Y GMT")
    return date.strftime("%Y-%m-%dT%H:%M:%S")


def below(text, heading):
    """The lines of an extension in openssl's text, without their indentation."""
    found = re.search(r"^ {12}%s:[^\n]*\n((?: {16,}[^\n]*\n|\n)*)" % re.escape(heading), text, re.MULTILINE)
    return [line.strip() for line in found.group(1).split("\n") if line.strip()] if found else []


def expected(path, key):
    """What `cert` must say, out of openssl's mouth."""
    text = openssl("x509", "-inform", "DER", "-in", path, "-noout", "-text", "-subject", "-issuer", "-serial", "-dates",
                   "-fingerprint", "-sha1", "-nameopt", "sep_multiline,utf8,sname")
    with open(path, "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest().upper()
    serial = value_of(text, "serial").lower()
    algorithm = re.search(r"Signature Algorithm: (\S+)", text).group(1)
    digest = re.search(r"(?i)(md5|sha\d+)", algorithm)
    names = [n for line in below(text, "X509v3 Subject Alternative Name") for n in line.split(", ")]
    basic = ",".join(below(text, "X509v3 Basic Constraints"))
    length = re.search(r"pathlen:(\d+)", basic)
    access = below(text, "Authority Information Access")
    usages = [u for line in below(text, "X509v3 Key Usage") for u in line.split(", ")]
    purposes = [p for line in below(text, "X509v3 Extended Key Usage") for p in line.split(", ")]
    key_id = "".join(below(text, "X509v3 Subject Key Identifier")).replace(":", "").lower()
    return {
        "subject": name_of(text, "subject"),
        "issuer": name_of(text, "issuer"),
        "serial": serial if len(serial) % 2 == 0 else "0" + serial,
        "thumbprint": value_of(text, "sha1 Fingerprint").replace(":", ""),
        "sha256": sha256,
        "version": int(re.search(r"Version: (\d)", text).group(1)),
        "hash": "RSASSA-PSS" if algorithm == "rsassaPss" else digest.group(1).upper() if digest else "",
        "signature_algorithm": algorithm,
        "key": KEYS[key][1],
        "key_bits": KEYS[key][2],
        "curve": KEYS[key][3],
        "not_before": date_of(text, "notBefore"),
        "not_after": date_of(text, "notAfter"),
        "self_signed": True,
        "is_ca": ("CA:TRUE" in basic) if basic else None,
        "path_length": int(length.group(1)) if length else None,
        "dns_names": [n[4:] for n in names if n.startswith("DNS:")],
        "ip_addresses": [str(ipaddress.ip_address(n[11:])) for n in names if n.startswith("IP Address:")],
        "emails": [n[6:] for n in names if n.startswith("email:")],
        "uris": [n[4:] for n in names if n.startswith("URI:")],
        "key_usage": [USAGES.get(u, u) for u in usages],
        "extended_usage": [PURPOSES.get(p, p) for p in purposes] or None,  # any
        "crl_urls": [u[4:] for u in below(text, "X509v3 CRL Distribution Points") if u.startswith("URI:")],
        "ca_issuer_urls": [a.split("URI:", 1)[1] for a in access if a.startswith("CA Issuers")],
        "ocsp_urls": [a.split("URI:", 1)[1] for a in access if a.startswith("OCSP")],
        "subject_key_id": key_id,
    }


# Where a field of expected() stands in our JSON, if it is not a member of the same name.
PLACES = {"key": ("key", "kind"), "key_bits": ("key", "bits"), "curve": ("key", "curve"), "dns_names": ("names", "dns"),
          "ip_addresses": ("names", "ip"), "emails": ("names", "email"), "uris": ("names", "uri"),
          "ca_issuer_urls": ("issuer_urls",)}


def said(certificate, field):
    """Our value in the form of expected(). A member that is missing is an error, null is openssl's silence."""
    value = certificate
    for step in PLACES.get(field, (field,)):
        value = value[step]
    if field in ("not_before", "not_after"):
        return (value or "")[:19]
    if field == "extended_usage":
        return None if value is None else [purpose["oid"] for purpose in value]
    return "" if value is None and field in ("hash", "curve", "subject_key_id") else value


def compare(program, path, key, tally):
    ours = json.loads(kit.output_of([program, "cert", "--format", "json", path]).decode("utf-8"))["certificates"]
    if len(ours) != 1:
        tally.add("number of certificates", "%s: %d" % (path, len(ours)))
        return
    for field, theirs in expected(path, key).items():
        value = said(ours[0], field)
        if value != theirs:
            tally.add(field, "%s: %r, openssl: %r" % (os.path.basename(path), value, theirs))


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    if shutil.which("openssl") is None:
        raise kit.Skip("no openssl command")
    tally = kit.Tally(args.show)
    with tempfile.TemporaryDirectory() as folder:
        maker = Maker(folder)
        for number in range(COUNT):
            path, key = maker.make(number)
            compare(args.program, path, key, tally)
    print("%d certificates" % COUNT)
    return tally.report({})


kit.run(main)
