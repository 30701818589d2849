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

/// A formula as core/text/answer/math/reader.h reads it; `field` names it where it is none. Errors: tool.bad_input.
Result<GiNaC::ex> formula(const std::string &text, const std::string &field, Symbols &symbols);

/// Both sides of "x^2 = 4" as their difference; a formula without a sign is meant to be 0. Errors: tool.bad_input, of
/// the field "equation".
Result<GiNaC::ex> equation(const std::string &text, Symbols &symbols);

enum class Zero { Yes, No, Unknown };
/// Yes: the normal form of GiNaC is 0, as it stands or with trigonometric functions as exponentials. No: its value at
/// one of several rational points is not, where it is rational exactly, else by 40 digits. Else Unknown.
Zero isZero(const GiNaC::ex &value, const Symbols &symbols);

/// The roots of a polynomial in one letter whose factors have a degree of at most 2. Errors: tool.no_value.
Result<std::vector<GiNaC::ex>> roots(const GiNaC::ex &value, const GiNaC::symbol &unknown);

std::string textOf(const GiNaC::ex &value);

} // namespace lapidary::symbolic
