#pragma once
#include <algorithm>
#include <functional>

namespace doctor {

/// std::sort for what is in order already as a rule, as times read from a log are: then one look is enough, a small part of the work
/// that sorting an ordered list is. Unstable, as std::sort is.
template <class List, class Less = std::less<>>
void sort_unless_sorted(List& list, Less less = {}) {
  if (!std::is_sorted(list.begin(), list.end(), less)) std::sort(list.begin(), list.end(), less);
}

}  // namespace doctor
