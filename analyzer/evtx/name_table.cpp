#include "evtx/name_table.h"

#include "evtx/text_pool.h"

namespace doctor::evtx {

std::string_view NameTable::intern(ByteView utf16le, Budget& budget) {
  if (utf16le.empty() || !budget.text(utf16le.size())) return {};  // each look costs: a hostile name is long
  const std::string_view stored{reinterpret_cast<const char*>(utf16le.data()), utf16le.size()};
  if (const auto it = names_.find(stored); it != names_.end()) return it->second;
  Budget own;  // whether a name is new depends on other chunks, and must not change what this one may cost
  TextPool pool(arena_, own);
  const std::string_view text = pool.utf16(utf16le);
  const std::string_view kept = pool.copy(stored);
  if (text.empty()) return {};
  names_.emplace(kept, text);
  return text;
}

}  // namespace doctor::evtx
