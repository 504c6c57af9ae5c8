#pragma once
#include <string>
#include <string_view>

#include "base/time.h"

namespace doctor {

enum class Stream { out, err };

bool is_terminal(Stream stream);
/// Columns of the terminal, or 100 if there is none.
unsigned terminal_width(Stream stream);
/// True if it is a terminal that shows the block characters U+2581 to U+2588: one with UTF-8 by its locale, but not the console of Linux
/// itself; on Windows, Windows Terminal. Fonts of other consoles lack them.
bool shows_blocks(Stream stream);
/// True if the environment asks for no colours (NO_COLOR is set and not empty).
bool no_color_wanted();

/// Writes all bytes. `closed` becomes true if the reader has gone (closed pipe), which is no error: the rest is dropped.
/// False for any other failure (disk full).
bool write_all(Stream stream, std::string_view bytes, bool* closed);

/// Once, at start: as many files may be open as the system allows, and a closed pipe is reported by write_all() instead of ending the process; on Windows, UTF-8 output.
void prepare_console();

/// From now on Ctrl-C and a polite request to end are remembered instead of ending the process.
void catch_interrupt();
bool interrupt_requested();

/// "2015-06-01 09:00:00 +02:00" in the zone of this machine; the zone rules of that date.
std::string to_local_text(FileTime utc);

unsigned processor_count();

}  // namespace doctor
