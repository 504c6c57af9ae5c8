#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/options.h"
#include "event/source.h"
#include "evtx/read_chunk.h"

namespace doctor {

/// What the paths of a command line amount to. The same for any order of the paths.
struct Inputs {
  struct Failure {
    std::string path;
    std::string why;
    std::uint64_t bytes = 0;
  };

  std::vector<std::unique_ptr<EventSource>> sources;  ///< sorted by path; a file reached twice is here once
  std::vector<Failure> failures;                      ///< named, or a log by its name, and not readable; sorted by path
  std::vector<std::string> passed_over;               ///< met in a folder and no log; sorted

  std::uint64_t bytes() const;  ///< of all sources
};

/// Opens files, and all logs below folders (links to folders are not followed). What a file is, its first bytes tell, not its name.
/// A file that was named and is no log is a failure; one that was met in a folder is passed over, unless it is called *.evtx.
/// With reading.carve, a file that was named is looked through for what is left of logs, whatever it is (but event XML).
/// With `beside`, certificates, registry exports and what certutil printed (artifact/) are inputs, too.
Inputs open_inputs(const std::vector<std::string>& paths, const EvtxOptions& reading = {}, bool beside = false);

/// Says on standard error what could not be read, or that there was nothing to read.
void say_failures(const Inputs& inputs);

/// How every command that reads logs begins: opens what the options name, says what failed, and from now on an interrupt only asks to stop.
Inputs begin_reading(const Options& options, bool beside = false);

}  // namespace doctor
