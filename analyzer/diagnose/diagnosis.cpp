#include "diagnose/diagnosis.h"

namespace doctor {

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::confirmed:
      return "confirmed";
    case Verdict::likely:
      return "likely";
    case Verdict::possible:
      return "possible";
    case Verdict::not_assessable:
      return "not_assessable";
    case Verdict::ruled_out:
      return "ruled_out";
  }
  return "";
}

std::string_view strength_name(Strength strength) {
  switch (strength) {
    case Strength::weak:
      return "weak";
    case Strength::moderate:
      return "moderate";
    case Strength::strong:
      return "strong";
    case Strength::decisive:
      return "decisive";
  }
  return "";
}

}  // namespace doctor
