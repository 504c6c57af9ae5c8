#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/options.h"
#include "event/source.h"
#include "evtx/read_chunk.h"
#include "platform/file.h"

namespace doctor {

struct ApiQuestion;
class Redaction;

/// What the paths of a command line amount to. The same for any order of the paths.
struct Inputs {
  struct Failure {
    std::string path;
    std::string why;
    std::uint64_t bytes = 0;
  };

  std::shared_ptr<const void> keeps;  ///< what the sources read from and nobody else needs: goes after them
  std::vector<std::unique_ptr<EventSource>> sources;  ///< sorted by path; a file reached twice is here once
  std::vector<Failure> failures;                      ///< named, or a log by its name, and not readable; sorted by path
  std::vector<std::string> passed_over;               ///< met in a folder and no log; sorted
  /// File::identity() of what is to be there after the run: all that was opened but what was passed over, and of that what belongs to the
  /// logs (certificates, registry exports), whether the command reads it or not.
  std::set<std::string> identities;
  std::vector<std::string> notes;                     ///< of the local logs: what is not there, and need not be
  std::shared_ptr<const Redaction> redaction;  ///< --redact: puts pseudonyms into results; null: nobody does

  std::uint64_t bytes() const;  ///< of all sources
};

/// Opens an EVTX log for a command that does not want all of it.
using OpenLog = std::function<Result<std::unique_ptr<EventSource>>(File file, const std::string& shown)>;

/// Opens files, and all logs below folders (links to folders are not followed). What a file is, its first bytes tell, not its name.
/// A file that was named and is no log is a failure; one that was met in a folder is passed over, unless it is called *.evtx.
/// With reading.carve, a file that was named is looked through for what is left of logs, whatever it is (but event XML).
/// With `beside`, certificates, registry exports and what certutil printed (artifact/) are inputs, too. `open_log`: empty for the usual way.
Inputs open_inputs(const std::vector<std::string>& paths, const EvtxOptions& reading = {}, bool beside = false,
                   const OpenLog& open_log = {});

/// How the logs of this computer are read.
struct LocalReading {
  EvtxOptions reading;
  bool registry = true;  ///< the registry is an input, too
  /// Through the Windows Event Log API, for the events that the rules could match; null: from the files.
  const ApiQuestion* through_api = nullptr;
  OpenLog open_log = {};  ///< for the files; empty for the usual way
};

/// The inputs of a command line without paths: the logs of this computer. Without Windows, or without the API that was asked for, a
/// failure says so.
Inputs open_local_inputs(const LocalReading& how);

/// Says on standard error what could not be read, or that there was nothing to read.
void say_failures(const Inputs& inputs);

/// How every command that reads logs begins: opens what the options name, says what failed, and from now on an interrupt only asks to stop.
/// Without paths the logs of this computer, with `through_api` through the Event Log API.
Inputs begin_reading(const Options& options, bool beside = false, const OpenLog& open_log = {},
                     const ApiQuestion* through_api = nullptr);

}  // namespace doctor
