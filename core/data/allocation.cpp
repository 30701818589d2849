// SPDX-License-Identifier: Apache-2.0
#include "core/data/allocation.h"
#include <algorithm>

namespace lapidary {
namespace {

unexpected<Error> badRow(std::size_t row, const char *field, const Sentence &found, const Sentence &expected) {
    return fail({.code = "allocation.bad_row",
                 .message = "This is no row of an allocation.",
                 .field = "allocation[" + std::to_string(row) + "]." + field,
                 .found = found,
                 .expected = expected,
                 .remedy = "Take the rows as the stage allocate leaves them."});
}

Result<AllocationBand> bandOf(const Json &row, std::size_t number, std::int64_t probe) {
    AllocationBand out;
    for (auto [key, target, least] : {std::tuple{"n", &out.n, probe}, {"problems", &out.problems, std::int64_t(0)}}) {
        const auto value = getInteger(row, key);
        if (!value) return badRow(number, key, value.error().found, "a whole number");
        if (*value < least) return badRow(number, key, std::to_string(*value), {"at least {0}", least});
        *target = *value;
    }
    const auto agreeing = getInteger(row, "agreeing");
    if (!agreeing || *agreeing != static_cast<std::int64_t>(number))
        return badRow(number, "agreeing", agreeing ? Sentence(std::to_string(*agreeing)) : agreeing.error().found,
                      {"{0}: a row for every number of agreeing samples, in their order", number});
    out.agreeing = *agreeing;
    const auto decision = getString(row, "decision");
    if (!decision || (*decision != "vote" && *decision != "highest"))
        return badRow(number, "decision", decision ? Sentence(*decision) : decision.error().found, "vote or highest");
    out.decision = *decision;
    out.accuracy = getNumber(row, "accuracy").value_or(0);
    out.tokens = getNumber(row, "tokens").value_or(0);
    return out;
}

} // namespace

std::vector<Json> rowsOf(const Allocation &allocation) {
    std::vector<Json> rows;
    for (const AllocationBand &band : allocation.bands)
        rows.push_back({{"probe", allocation.probe},
                        {"agreeing", band.agreeing},
                        {"n", band.n},
                        {"decision", band.decision},
                        {"problems", band.problems},
                        {"accuracy", band.accuracy},
                        {"tokens", band.tokens},
                        {"fitted_problems", allocation.fittedProblems},
                        {"fitted_tokens", allocation.fittedTokens}});
    return rows;
}

Result<Allocation> allocationFrom(const std::vector<Json> &rows) {
    Allocation out;
    if (rows.empty()) return badRow(0, "probe", "no row", "a row for every number of agreeing samples");
    const auto probe = getInteger(rows.front(), "probe");
    if (!probe || *probe < 1 || std::ssize(rows) != *probe + 1)
        return badRow(0, "probe", probe ? Sentence(std::to_string(*probe)) : probe.error().found,
                      {"one less than the number of rows, which is {0}", rows.size()});
    out.probe = *probe;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto band = bandOf(rows[row], row, out.probe);
        if (!band) return unexpected(band.error());
        out.bands.push_back(std::move(*band));
    }
    out.fittedProblems = getInteger(rows.front(), "fitted_problems").value_or(0);
    out.fittedTokens = getInteger(rows.front(), "fitted_tokens").value_or(0);
    return out;
}

} // namespace lapidary
