#include <exception>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/output.h"
#include "app/version.h"
#include "platform/command_line.h"
#include "platform/console.h"

// The last catch: a bug or exhausted memory ends here, and nowhere else.
int main(int argc, char** argv) {
  using namespace doctor;
  prepare_console();
  try {
    const ParsedCommandLine parsed = parse_command_line(command_line(argc, argv));
    if (!parsed.options) {
      put_error_text(parsed.err);
      bool closed = false;
      const bool written = write_all(Stream::out, parsed.out, &closed);
      return static_cast<int>(written ? parsed.code : ExitCode::input);
    }
    return static_cast<int>(run_command(*parsed.options));
  } catch (const std::bad_alloc&) {
    put_error_text("schannel-doctor: internal error: out of memory\n");
  } catch (const std::exception& e) {
    put_error(std::string("internal error in version ") + kVersion + ": " + e.what());
  }
  return static_cast<int>(ExitCode::internal_error);
}
