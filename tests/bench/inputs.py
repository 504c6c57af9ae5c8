"""What script/bench reads: logs of real chunks repeated, a folder of small logs, XML exports. Made once."""
import glob
import os
import re
import shutil
import struct
import zlib

CHUNK = 65536
HEADER = 4096
MB = 1_000_000
# Chunks with less in them would measure how fast nothing is read.
LEAST_USED = 49152
# Bump when what is generated changes: inputs of another version are made anew.
VERSION = "4"


def sound_chunks(path):
    """The well-filled chunks of a log whose checksums are right."""
    with open(path, "rb") as file:
        data = file.read()
    for at in range(HEADER, len(data) - CHUNK + 1, CHUNK):
        chunk = data[at:at + CHUNK]
        if not chunk.startswith(b"ElfChnk\0"):
            continue
        used, data_sum = struct.unpack_from("<II", chunk, 48)
        head_sum, = struct.unpack_from("<I", chunk, 124)
        if LEAST_USED <= used <= CHUNK and zlib.crc32(chunk[512:used]) == data_sum \
                and zlib.crc32(chunk[128:512], zlib.crc32(chunk[:120])) == head_sum:
            yield chunk


def records_in(chunk):
    """Records of a sound chunk."""
    used, = struct.unpack_from("<I", chunk, 48)
    at, count = 512, 0
    while at + 28 <= used and chunk[at:at + 4] == b"**\0\0":
        size, = struct.unpack_from("<I", chunk, at + 4)
        at += max(size, 28)
        count += 1
    return count


def header(chunks):
    """A clean file header; its 16-bit count of chunks wraps, as in real logs above 4 GiB."""
    head = b"ElfFile\0" + struct.pack("<QQQIHHHH", 0, chunks - 1, 1_000_000_000, 128, 1, 3, HEADER, chunks & 0xffff)
    head = head.ljust(120, b"\0")
    return (head + struct.pack("<II", 0, zlib.crc32(head))).ljust(HEADER, b"\0")


def flavours(top, corpus):
    """({name: chunks}, where from): `plain` is System, Application and Security, where few records matter to the rules;
    `mix` is everything; `other` is logs that no public rule is about. Without a corpus the samples stand in, where nearly all records matter: slower by far."""
    logs = sorted(glob.glob(os.path.join(corpus, "evtx", "*.evtx")) +
                  glob.glob(os.path.join(corpus, "sigma", "regression", "*", "*.evtx")))
    plain = [log for log in logs if "/evtx/" in log and "%4" not in log and "bad_string_cache" not in log and
             re.search("system|security|application", os.path.basename(log), re.IGNORECASE)]
    where = "the corpus"
    if not plain:
        where = "the samples (no corpus: nearly all records matter)"
        logs = sorted(glob.glob(os.path.join(top, "samples", "*", "*.evtx")))
        plain = [log for log in logs if "/healthy/" in log]
    other = [log for log in logs if re.search("RdpCoreTS|Shell-Core|LiveId|RemoteConnectionManager", os.path.basename(log))]
    made = {}
    for name, of in (("plain", plain), ("mix", logs), ("other", other or plain)):
        chunks = list(dict.fromkeys(chunk for log in of for chunk in sound_chunks(log)))
        if not chunks:
            raise RuntimeError("no whole chunks in " + where)
        made[name] = chunks
    return made, where


class Inputs:
    """Makes inputs on demand and remembers bytes and records of each."""

    def __init__(self, top, corpus, folder):
        self.folder = folder
        self.flavours, self.where = flavours(top, corpus)
        stamp = os.path.join(folder, "version")
        # Another set of chunks, or another version of this file, makes everything anew.
        key = "%s %08x" % (VERSION, zlib.crc32(b"".join(c[:512] for f in self.flavours.values() for c in f)))
        if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != key:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            with open(stamp, "w", encoding="utf-8") as file:
                file.write(key)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, pieces):
        """Writes a file that is there afterwards as a whole or not at all."""
        path = self.path(name)
        if not os.path.exists(path):
            with open(path + ".part", "wb") as file:
                file.writelines(pieces)
            os.replace(path + ".part", path)
        return path

    def log(self, flavour, megabytes):
        """(path, bytes, records) of a log of that size."""
        chunks = self.flavours[flavour]
        count = max(1, megabytes * MB // CHUNK)
        path = self.write("%s-%d.evtx" % (flavour, megabytes), self.pieces(count, chunks))
        counts = [records_in(chunk) for chunk in chunks]
        whole, rest = divmod(count, len(chunks))
        return path, HEADER + count * CHUNK, whole * sum(counts) + sum(counts[:rest])

    @staticmethod
    def pieces(count, chunks):
        yield header(count)
        for i in range(count):
            yield chunks[i % len(chunks)]

    def small_logs(self, count):
        """(folder, bytes, records) of that many logs of one chunk each."""
        chunks = self.flavours["plain"]
        os.makedirs(self.path("small"), exist_ok=True)
        for i in range(count):
            self.write("small/%04d.evtx" % i, [header(1), chunks[i % len(chunks)]])
        records = sum(records_in(chunks[i % len(chunks)]) for i in range(count))
        return self.path("small"), count * (HEADER + CHUNK), records

    def rules_of_named_logs(self, folder):
        """A folder with the rules of that one whose log source is a service or a category. One of `product: windows` alone is about
        every log: with it there is none that no rule is about."""
        made = self.path("rules")
        shutil.rmtree(made, ignore_errors=True)
        os.makedirs(made)
        for where, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(where, name), encoding="utf-8") as file:
                    text = file.read()
                if re.search(r"^\s+(service|category):", text, re.MULTILINE):
                    shutil.copy(os.path.join(where, name), made)
        return made

    def empty_folder(self):
        os.makedirs(self.path("empty"), exist_ok=True)
        return self.path("empty")

    def export(self, kind, megabytes):
        """(path, bytes, records) of an XML export as wevtutil writes it; `few`: 1 event in 1000 matters, `all`: each."""
        size = [0, 0]

        def blocks():
            yield b"<Events>"
            while size[0] < megabytes * MB:
                block = "".join(export_event(kind, size[1] + i) for i in range(1000)).encode()
                size[0] += len(block)
                size[1] += 1000
                yield block
            yield b"</Events>"

        name = "%s-%d.xml" % (kind, megabytes)
        path = self.write(name, blocks())
        if size[1] == 0:  # made before: all blocks have nearly the same size, so count
            with open(path, "rb") as file:
                size[1] = sum(block.count(b"</Event>") for block in iter(lambda: file.read(1 << 24), b""))
        return path, os.path.getsize(path), size[1]


LOGON = ("<Data Name='SubjectUserSid'>S-1-5-18</Data><Data Name='SubjectUserName'>FE01$</Data>"
         "<Data Name='SubjectDomainName'>CONTOSO</Data><Data Name='SubjectLogonId'>0x3e7</Data>"
         "<Data Name='TargetUserSid'>S-1-5-21-1004336348-1177238915-682003330-%d</Data>"
         "<Data Name='TargetUserName'>user%d</Data><Data Name='TargetDomainName'>CONTOSO</Data>"
         "<Data Name='TargetLogonId'>0x%x</Data><Data Name='LogonType'>3</Data>"
         "<Data Name='LogonProcessName'>Kerberos</Data>"
         "<Data Name='AuthenticationPackageName'>Kerberos</Data><Data Name='WorkstationName'>-</Data>"
         "<Data Name='LogonGuid'>{a3b1c2d4-0000-4000-8000-0000%08x}</Data><Data Name='ProcessName'>-</Data>"
         "<Data Name='IpAddress'>10.0.%d.%d</Data><Data Name='IpPort'>%d</Data>")


def export_event(kind, i):
    """A made-up event: a logon, or an alert that Schannel sent."""
    schannel = kind == "all" or i % 1000 == 500
    time = "2015-06-%02dT%02d:%02d:%02d.%07dZ" % (
        i // 86400 % 30 + 1, i // 3600 % 24, i // 60 % 60, i % 60, i % 9_999_991)
    if schannel:
        provider, guid = "Schannel", "{1f678132-5938-4686-9fdc-c8ff68f15c85}"
        number, level, channel, keywords = 36888, 2, "System", "0x8000000000000000"
        data = "<Data Name='AlertDesc'>40</Data><Data Name='ErrorState'>%d</Data>" % (1205 if i % 3 else 107)
    else:
        provider, guid = "Microsoft-Windows-Security-Auditing", "{54849625-5478-4994-a5ba-3e3b0328c30d}"
        number, level, channel, keywords = 4624, 0, "Security", "0x8020000000000000"
        data = LOGON % (i % 4000 + 1000, i % 4000, i + 0x10000, i, i // 250 % 250, i % 250, i % 60000 + 1024)
    return ("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            "<Provider Name='%s' Guid='%s'/><EventID>%d</EventID><Version>0</Version><Level>%d</Level><Task>0</Task>"
            "<Opcode>0</Opcode><Keywords>%s</Keywords><TimeCreated SystemTime='%s'/><EventRecordID>%d</EventRecordID>"
            "<Correlation/><Execution ProcessID='652' ThreadID='%d'/><Channel>%s</Channel>"
            "<Computer>FE01.contoso.local</Computer><Security/></System><EventData>%s</EventData></Event>\r\n"
            % (provider, guid, number, level, keywords, time, i + 1, 700 + i % 50, channel, data))
