// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <ginac/ginac.h>
#include <map>
#include <string>
#include <vector>

namespace lapidary::symbolic {

/// Letters of one question: the same name is the same symbol.
using Symbols = std::map<std::string, GiNaC::symbol>;

/// A formula as core/text/answer/math/reader.h reads it. Errors: tool.bad_input.
Result<GiNaC::ex> formula(const std::string &text, Symbols &symbols);

/// Both sides of "x^2 = 4" as their difference; a formula without a sign is meant to be 0. Errors: tool.bad_input.
Result<GiNaC::ex> equation(const std::string &text, Symbols &symbols);

enum class Zero { Yes, No, Unknown };
/// By the normal form of GiNaC; where that is not 0, by values of 40 digits, which can only say that it is none.
Zero isZero(const GiNaC::ex &value, const Symbols &symbols);

/// The roots of a polynomial in one letter whose factors have a degree of at most 2. Errors: tool.no_value.
Result<std::vector<GiNaC::ex>> roots(const GiNaC::ex &value, const GiNaC::symbol &unknown);

std::string textOf(const GiNaC::ex &value);

} // namespace lapidary::symbolic
