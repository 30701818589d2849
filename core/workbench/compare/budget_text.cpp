// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/workbench/compare/budget.h"

namespace lapidary {
namespace {

template <class... Values> std::string formatted(const char *format, Values... values) {
    char text[160];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

} // namespace

Json toJson(const BudgetCurve &curve) {
    Json points = Json::array();
    for (const auto &p : curve.points)
        points.push_back({{"n", p.n},
                          {"samples_per_problem", p.samples},
                          {"tokens_per_problem", p.tokens},
                          {"seconds_per_problem", p.seconds},
                          {"accuracy", p.accuracy},
                          {"low", p.low},
                          {"high", p.high}});
    Json out = {{"arm", curve.arm},       {"bucket", curve.bucket},       {"rule", curve.rule},
                {"oracle", curve.oracle}, {"n_problems", curve.problems}, {"points", std::move(points)}};
    if (curve.ceiling) out["ceiling"] = *curve.ceiling;
    return out;
}

Json toJson(const WhatIf &asked) {
    return {{"choose", asked.choose},
            {"score", asked.score},
            {"weight", asked.weight},
            {"stop", asked.stop},
            {"threshold", asked.threshold},
            {"window", asked.window},
            {"true_positive", asked.truePositive},
            {"false_positive", asked.falsePositive}};
}

std::string toCsv(const std::vector<BudgetCurve> &curves) {
    std::string text = "arm,bucket,rule,oracle,problems,n,samples_per_problem,tokens_per_problem,seconds_per_problem,"
                       "accuracy,low,high,ceiling\n";
    for (const auto &curve : curves)
        for (const auto &p : curve.points) {
            text += csvField(curve.arm) + "," + csvField(curve.bucket) + "," + curve.rule + "," +
                    (curve.oracle ? "true" : "false") + "," + std::to_string(curve.problems) + "," +
                    std::to_string(p.n);
            for (const double value : {p.samples, p.tokens, p.seconds, p.accuracy, p.low, p.high})
                text += formatted(",%.17g", value);
            text += "," + (curve.ceiling ? formatted("%.17g", *curve.ceiling) : "") + "\n";
        }
    return text;
}

std::string toTable(const std::vector<BudgetCurve> &curves) {
    std::string text;
    for (const auto &curve : curves) {
        text += (text.empty() ? "" : "\n") + curve.arm + ", " + curve.bucket + ": " + curve.rule +
                (curve.oracle ? " *" : "") + ", " + std::to_string(curve.problems) + " problems\n";
        text += "     n  samples    tokens   seconds  accuracy  95 % interval\n";
        for (const auto &p : curve.points)
            text += formatted("%6lld  %7.2f  %8.1f  %8.3f  %8.3f  %.3f-%.3f\n", static_cast<long long>(p.n), p.samples,
                              p.tokens, p.seconds, p.accuracy, p.low, p.high);
        if (curve.ceiling) text += formatted("  endless samples come to %.3f at least\n", *curve.ceiling);
    }
    if (text.empty())
        return "No finished arm keeps two samples or more of every problem: other budgets cannot be told.\n";
    return text + "\nsamples, tokens, seconds: a problem. Intervals: bootstrap over problems. * saw the reference "
                  "answers: a ceiling, not a method.\n";
}

} // namespace lapidary
