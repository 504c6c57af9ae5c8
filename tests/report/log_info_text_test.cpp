#include <doctest/doctest.h>

#include "report/log_info.h"
#include "report/sample_info.h"

using namespace doctor;
using namespace doctor::test;

namespace {

TextStyle plain() {
  TextStyle style;
  style.utc = true;
  return style;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a sound log says so") {
  CHECK(info_text({sound_log()}, plain()) ==
        "FE01/System.evtx\n"
        " Kind       evtx, 69,632 bytes, 3 events\n"
        " Channel    System\n"
        " Computer   FE01.contoso.com\n"
        " Time       2015-06-01 07:00:00Z to 2015-06-01 08:00:00Z (1 h)\n"
        " Levels     2 error, 1 information\n"
        " Providers  Schannel 2, EventLog 1\n"
        " Record ids 4711 to 4713, none missing\n"
        " Order      times never fall\n"
        " Header     1 chunk of 64 KiB in the file; closed cleanly, checksum right\n"
        " Bytes      4,608 header, 60,000 records, 5,024 unused or left behind, 0 damaged: all 69,632\n"
        " Damage     none found\n"
        " Good for   System, provider Schannel\n"
        "            serves: pki-md5-chain, tls-no-shared-cipher\n");
}

TEST_CASE("a sick log says what is wrong, and where") {
  TextStyle style = plain();
  style.width = 200;
  const std::string text = info_text({sick_log()}, style);
  CAPTURE(text);
  CHECK(has(text, " Record ids 4001 to 4723, 715 missing in 2 places: 4002 to 4710, 4714 to 4719\n"));
  CHECK(has(text, "1 event has an id that one before had, too: 4720 at offset 7,500\n"));
  CHECK(has(text, " Order      the clock goes back 2 times; 1 step of up to a second, which is normal\n"));
  CHECK(has(text,
            "- the largest: 30 min back at offset 8,000: record 4721 is of 2015-06-01 08:30:01Z, record 4720 before it "
            "of 2015-06-01 09:00:01Z\n"));
  CHECK(has(text, "the log was full and went on at its beginning: at offset 9,500, record 4001 follows 4723\n"));
  CHECK(has(text, " Header     1 chunk of 64 KiB in the file; the log was not closed cleanly\n"));
  CHECK(has(text, " Damage     1 damaged place, 24 bytes lost\n"));
  CHECK(has(text, "- offset 7,000: record size 7 is too small, 24 bytes lost (evtx-record-size)\n"));
  CHECK(has(text, " Good for   System, provider Schannel: blind on FE01.contoso.com: no Schannel event in it\n"));
  CHECK(has(text, "reg add EventLogging\n"));
  CHECK(has(text, "would serve: pki-md5-chain, tls-no-shared-cipher\n"));
}

TEST_CASE("with all, every step back is listed") {
  TextStyle style = plain();
  style.width = 200;
  CHECK_FALSE(has(info_text({sick_log()}, style), "1 min back"));
  style.all = true;
  CHECK(has(info_text({sick_log()}, style), "- 1 min back at offset 9,000: "));
}

TEST_CASE("bytes that do not add up are not passed over") {
  LogInfo log = sound_log();
  log.coverage.records -= 8;
  TextStyle style = plain();
  style.width = 200;
  CHECK(has(info_text({log}, style), ": 69,624 of 69,632 accounted for"));
}

TEST_CASE("long lists are cut unless all is asked for") {
  LogInfo log = sound_log();
  for (int i = 0; i < 30; ++i) {
    log.extents.count("FE01.contoso.com", "System", "P" + std::to_string(i), 4, FileTime{1});
    const RecordMark mark{5000U + 10U * static_cast<unsigned>(i), FileTime{}, 0};
    log.order.add({&mark, 1});
  }
  TextStyle style = plain();
  style.width = 1000;
  CHECK(has(info_text({log}, style), ", and 24 more (--all)"));  // providers
  CHECK(has(info_text({log}, style), ", and 25 more (--all)"));  // gaps
  style.all = true;
  const std::string all = info_text({log}, style);
  CHECK_FALSE(has(all, "more (--all)"));
  CHECK(has(all, "P29 1"));
  CHECK(has(all, "5281 to 5289"));
}

TEST_CASE("an unreadable log is one line, and blocks are apart") {
  LogInfo failed;
  failed.path = "none.evtx";
  failed.error = "no such file or folder";
  const std::string text = info_text({sound_log(), failed}, plain());
  CHECK(text.ends_with("\n\nnone.evtx\n Unreadable no such file or folder\n"));
  CHECK(info_text({}, plain()).empty());
}

TEST_CASE("a log without events has no channel and serves nobody") {
  LogInfo log;
  log.path = "empty.evtx";
  log.kind = "evtx";
  log.bytes = log.coverage.header = 4096;
  CHECK(info_text({log}, plain()) ==
        "empty.evtx\n"
        " Kind       evtx, 4,096 bytes, 0 events\n"
        " Header     0 chunks of 64 KiB in the file; closed cleanly, checksum right\n"
        " Bytes      4,096 header, 0 records, 0 unused or left behind, 0 damaged: all 4,096\n"
        " Damage     none found\n");
}

TEST_CASE("ids that cannot be followed, or are not there, are said to be so") {
  LogInfo log = sound_log();
  log.order = {};
  const RecordMark none{0, FileTime{1}, 0};
  log.order.add({&none, 1});
  CHECK(has(info_text({log}, plain()), " Record ids no event has one\n"));
  log.order = {};
  for (std::uint64_t i = 1; i <= RecordOrder::kMostRanges + 1; ++i) {
    const RecordMark mark{2 * i, FileTime{}, 0};
    log.order.add({&mark, 1});
  }
  CHECK(has(info_text({log}, plain()), "more holes than can be followed"));
}

TEST_CASE("nothing of a log reaches a terminal raw") {
  LogInfo log = sick_log();
  const std::string evil = "\x1b]0;x\x07\n";
  log.path = evil;
  log.extents.count(evil, evil, evil, 4, FileTime{1});
  log.uses[0].blind_on = {evil};
  const std::string text = info_text({log}, plain());
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.starts_with("\\x1b]0;x\\x07\\n\n"));
}
