// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/report.h"
#include "tests/bench/machine.h"
#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lapidary::bench {

namespace {

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

template <class Value> std::vector<double> each(const std::vector<Repetition> &all, Value value) {
    std::vector<double> out;
    for (const auto &one : all) out.push_back(value(one));
    return out;
}

double rounded(double value, int digits = 4) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double scale = std::pow(10, digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
    return std::round(value * scale) / scale;
}

std::string cell(const Json &line, const char *key, int decimals) {
    if (!line.contains(key)) return "";
    if (!line[key].is_number()) return line[key].get<std::string>();
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, line[key].get<double>());
    return text;
}

} // namespace

Report::Report(const Settings &settings, bool table)
    : settings_(settings), table_(table), where_{{"commit", commitName()}, {"processor", processorName()}} {}

void Report::beginCase() {
    peakKnown_ = resetPeakMemory();
}

/// Measured once for each number of threads; what they need of memory must not count as the case's.
const Roofs &Report::roofsFor(const Subject &subject) {
    const auto key = std::pair(at::get_num_threads(), subject.dtype);
    const auto bytes = static_cast<std::int64_t>(static_cast<double>(subject.weights()) * subject.bytesPerWeight());
    if (!roofs_.contains(key)) roofs_[key] = measureRoofs(subject.placement, bytes);
    return roofs_[key];
}

void Report::add(const Subject &subject, const Figure &figure) {
    const auto peak = peakKnown_ ? peakMemory() : std::nullopt;
    const auto &all = figure.repetitions;
    const auto best =
        *std::max_element(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.rate() < b.rate(); });
    const double tokens = medianOf(each(all, [](const auto &one) { return one.tokens; }));
    Json line = {{"case", figure.name},
                 {"model", subject.name},
                 {"parameters", subject.weights()},
                 {"dtype", settings_.dtype},
                 {"device", settings_.device},
                 {"threads", settings_.threads > 0 ? Json(settings_.threads) : Json("auto")},
                 {"rows", figure.rows},
                 {"tokens", tokens},
                 {"repetitions", all.size()},
                 {"seconds", rounded(best.seconds)},
                 {"seconds_median", rounded(medianOf(each(all, [](const auto &one) { return one.seconds; })))},
                 {"cpu_seconds", rounded(medianOf(each(all, [](const auto &one) { return one.cpuSeconds; })))}};
    if (tokens > 0) {
        line["tokens_per_second"] = rounded(best.rate());
        line["tokens_per_second_median"] = rounded(medianOf(each(all, [](const auto &one) { return one.rate(); })));
    }
    if (settings_.roofs && (figure.perToken.bytes > 0 || figure.perToken.flops > 0)) {
        const Roofs &roofs = roofsFor(subject);
        const double memory = figure.perToken.bytes / roofs.bytesPerSecond,
                     product = figure.perToken.flops / roofs.flopsPerSecond;
        line["roof"] = memory > product ? "memory" : "product";
        line["roof_tokens_per_second"] = rounded(1 / std::max(memory, product));
        line["share_of_roof"] = rounded(best.rate() * std::max(memory, product), 3);
    }
    if (peak) line["peak_rss_mb"] = rounded(static_cast<double>(*peak) / 1e6);
    line.update(figure.more);
    write(std::move(line));
}

void Report::addRoof(const std::string &what, const std::string &unit, double value) {
    write({{"case", "roof"},
           {"what", what},
           {"threads", settings_.threads > 0 ? Json(settings_.threads) : Json("auto")},
           {unit, rounded(value)}});
}

void Report::write(Json line) {
    line["load"] = rounded(loadAverage(), 3);
    line.update(where_);
    if (!table_) {
        std::printf("%s\n", dumpJson(line).c_str());
    } else if (line.contains("what")) {
        std::printf("%-36s %12s%s\n", cell(line, "what", 0).c_str(), cell(line, "gb_per_second", 1).c_str(),
                    cell(line, "gflop_per_second", 1).c_str());
    } else {
        if (!headed_)
            std::printf("%-14s %-12s %-9s %7s %5s %8s %10s %12s %8s %7s %9s\n", "case", "model", "dtype", "threads",
                        "rows", "tokens", "seconds", "tokens/s", "roof", "share", "peak MB");
        headed_ = true;
        std::printf("%-14s %-12s %-9s %7s %5s %8s %10s %12s %8s %7s %9s\n", cell(line, "case", 0).c_str(),
                    cell(line, "model", 0).c_str(), cell(line, "dtype", 0).c_str(), cell(line, "threads", 0).c_str(),
                    cell(line, "rows", 0).c_str(), cell(line, "tokens", 0).c_str(), cell(line, "seconds", 4).c_str(),
                    cell(line, "tokens_per_second", 0).c_str(), cell(line, "roof", 0).c_str(),
                    cell(line, "share_of_roof", 3).c_str(), cell(line, "peak_rss_mb", 0).c_str());
    }
    std::fflush(stdout);
}

} // namespace lapidary::bench
