#include "app/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

#include "app/api_logs.h"
#include "app/file_candidates.h"
#include "app/local_logs.h"
#include "app/output.h"
#include "artifact/artifact_source.h"
#include "base/text.h"
#include "evtx/carve.h"
#include "evtx/evtx_source.h"
#include "platform/console.h"
#include "platform/file.h"
#include "xml/xml_source.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

enum class Kind { evtx, xml, beside, empty, other };

bool has_magic(ByteView data, std::size_t offset, std::string_view magic) {
  return data.size() >= offset + magic.size() && std::memcmp(data.data() + offset, magic.data(), magic.size()) == 0;
}

// "<Event" or "<prefix:Event" somewhere in the first bytes, in UTF-8 or either UTF-16: the zero bytes of the latter are left out.
bool looks_like_event_xml(ByteView head) {
  std::string text;
  text.reserve(head.size());
  for (const std::byte b : head) {
    if (b != std::byte{0}) text += static_cast<char>(b);
  }
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    std::size_t name = at + 1;
    while (name < text.size() && (std::isalnum(static_cast<unsigned char>(text[name])) != 0 || text[name] == '_'))
      ++name;
    name = name < text.size() && text[name] == ':' ? name + 1 : at + 1;
    if (std::string_view(text).substr(name).starts_with("Event")) return true;
  }
  return false;
}

// `beside`: set for Kind::beside; what it is.
Kind sniff(const File& file, Error& why, ArtifactKind& beside) {
  if (file.size() == 0) return Kind::empty;
  std::vector<std::byte> head;
  const auto read_head = [&](std::uint64_t most) {
    head.resize(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), most)));
    const auto n = file.read_at(0, head);
    if (!n) why = n.error();
    head.resize(n ? *n : 0);
    return n.has_value();
  };
  if (!read_head(4096 + 8)) return Kind::other;
  if (has_magic(head, 0, std::string_view("ElfFile\0", 8)) || has_magic(head, 4096, std::string_view("ElfChnk\0", 8))) {
    return Kind::evtx;
  }
  if (!read_head(64 * 1024)) return Kind::other;
  if (looks_like_event_xml(head)) return Kind::xml;
  beside = artifact_kind(head);
  return beside == ArtifactKind::none ? Kind::other : Kind::beside;
}

class Collector {
 public:
  Collector(const EvtxOptions& reading, bool beside, const OpenLog& open_log)
      : reading_(reading), beside_(beside), open_log_(open_log) {}

  void add(const std::string& shown) {
    add_candidates(shown, candidates_, [this](std::string folder, std::string why) {
      result_.failures.push_back({std::move(folder), std::move(why), 0});
    });
  }

  Inputs open() {
    sort_candidates(candidates_);
    for (const FileCandidate& c : candidates_) open(c);
    std::sort(result_.failures.begin(), result_.failures.end(),
              [](const Inputs::Failure& a, const Inputs::Failure& b) { return a.path < b.path; });
    std::sort(result_.passed_over.begin(), result_.passed_over.end());
    return std::move(result_);
  }

 private:
  void open(const FileCandidate& c) {
    auto file = File::open(c.path);
    if (!file) {
      if (c.named || is_evtx_name(c)) {
        result_.failures.push_back({c.shown, file.error().what, 0});
      } else {
        result_.passed_over.push_back(c.shown);
      }
      return;
    }
    if (!seen_.insert(file->identity()).second) return;
    Error why{Errc::bad_format, {}};
    const std::uint64_t size = file->size();
    ArtifactKind what_beside = ArtifactKind::none;
    Kind kind = sniff(*file, why, what_beside);
    const bool is_something = kind == Kind::evtx || kind == Kind::xml || kind == Kind::beside || !why.what.empty();
    if (is_something || c.named || is_evtx_name(c)) result_.identities.insert(file->identity());
    if (kind == Kind::beside && !beside_) kind = Kind::other;
    if (kind == Kind::evtx) {
      keep(c, open_binary(c, *std::move(file)), size);
    } else if (kind == Kind::xml) {
      keep(c, open_xml(c.path, c.shown), size);
    } else if (kind == Kind::beside) {
      keep(c, open_artifact(c.path, c.shown, what_beside), size);
    } else if (kind == Kind::other && why.what.empty() && reading_.carve && (c.named || is_evtx_name(c))) {
      keep(c, open_binary(c, *std::move(file)), size);
    } else if (!why.what.empty()) {
      result_.failures.push_back({c.shown, why.what, size});
    } else if (c.named || is_evtx_name(c)) {
      const char* what = kind == Kind::empty ? "the file is empty" : beside_ ? kNothingKnown : kNoLog;
      result_.failures.push_back({c.shown, what, size});
    } else {
      result_.passed_over.push_back(c.shown);
    }
  }

  Result<std::unique_ptr<EventSource>> open_binary(const FileCandidate& c, File file) const {
    if (open_log_) return open_log_(std::move(file), c.shown);
    return reading_.carve ? open_carved(c.path, c.shown, reading_) : open_evtx(std::move(file), c.shown, reading_);
  }

  void keep(const FileCandidate& c, Result<std::unique_ptr<EventSource>> source, std::uint64_t bytes) {
    if (source) {
      result_.sources.push_back(std::move(*source));
    } else {
      result_.failures.push_back({c.shown, source.error().what, bytes});
    }
  }

  static constexpr const char* kNoLog = "not an event log: neither EVTX nor event XML";
  static constexpr const char* kNothingKnown =
      "not an event log (EVTX, event XML), and neither certificates, a registry export nor certutil output";

  static bool is_evtx_name(const FileCandidate& c) { return ends_with_ignore_case(c.shown, ".evtx"); }

  EvtxOptions reading_;
  bool beside_;
  OpenLog open_log_;
  std::vector<FileCandidate> candidates_;
  std::set<std::string> seen_;
  Inputs result_;
};

}  // namespace

Inputs open_inputs(const std::vector<std::string>& paths, const EvtxOptions& reading, bool beside,
                   const OpenLog& open_log) {
  Collector collector(reading, beside, open_log);
  for (const std::string& path : paths) collector.add(path);
  return collector.open();
}

Inputs open_local_inputs(const LocalReading& how) {
  const LocalMachine& machine = local_machine();
  const auto failed = [](std::string what, std::string why) {
    Inputs out;
    out.failures.push_back({std::move(what), std::move(why), 0});
    return out;
  };
  if (!machine.is_windows()) {
    return failed("the logs of this computer",
                  "this is no Windows: give the logs (.evtx, event XML) or a folder of them");
  }
  if (how.through_api == nullptr) return open_local_logs(machine, how.reading, how.registry, how.open_log);
  const auto api = event_log_functions();
  if (!api) return failed("--live-api", api.error().what);
  catch_interrupt();  // what was exported must be removed
  return open_api_logs(machine, *api, *how.through_api, how.reading, how.registry);
}

void say_failures(const Inputs& inputs) {
  for (const std::string& note : inputs.notes) put_error(note);
  for (const Inputs::Failure& f : inputs.failures) put_error(fmt::format("cannot read '{}': {}", f.path, f.why));
  if (inputs.sources.empty() && inputs.failures.empty()) {
    put_error(inputs.passed_over.empty()
                  ? "no event log found: there are no files in the folders given"
                  : fmt::format("no event log found: none of {} files is one", inputs.passed_over.size()));
  }
}

std::uint64_t Inputs::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& source : sources) sum += source->info().bytes;
  return sum;
}

Inputs begin_reading(const Options& options, bool beside, const OpenLog& open_log, const ApiQuestion* through_api) {
  Inputs inputs = options.paths.empty() ? open_local_inputs({options.reading, beside, through_api, open_log})
                                        : open_inputs(options.paths, options.reading, beside, open_log);
  say_failures(inputs);
  catch_interrupt();
  return inputs;
}

}  // namespace doctor
