// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/report.h"
#include "core/job/run_log.h"
#include "core/workbench/compare/gains.h"
#include "core/workbench/compare/report_charts.h"
#include "core/workbench/compare/report_style.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

std::string tag(const char *name, const std::string &text) {
    return "<" + std::string(name) + ">" + escapeHtml(text) + "</" + name + ">";
}
std::string cell(const std::string &text) {
    return tag("td", text);
}
std::string number(const std::string &text) {
    return "<td class='n'>" + escapeHtml(text) + "</td>";
}
std::string head(std::initializer_list<const char *> names) {
    std::string row = "<tr>";
    for (const char *name : names)
        row += std::string(*name == '#' ? "<th class='n'>" : "<th>") + escapeHtml(*name == '#' ? name + 1 : name) +
               "</th>";
    return row + "</tr>";
}
std::string table(const std::string &rows) {
    return "<div class='scroll'><table>" + rows + "</table></div>";
}

std::string roleKey(const Comparison &comparison) {
    std::string key = "<div class='key'>";
    for (const auto &[role, words] :
         std::initializer_list<std::pair<std::string, const char *>>{{"base", "base model"},
                                                                     {"control", "control"},
                                                                     {"sft", "fine-tuned"},
                                                                     {"rl", "aligned by RL"},
                                                                     {"tts", "test-time scaled"},
                                                                     {"oracle", "* oracle: sees the references"}}) {
        const auto has = [&wanted = role](const ArmResult &arm) {
            return (arm.oracle ? "oracle" : arm.role) == wanted;
        };
        if (std::any_of(comparison.arms.begin(), comparison.arms.end(), has))
            key += "<span class='role-" + role + "'>" + words + "</span>";
    }
    return key + "</div>";
}

std::string armTable(const Comparison &comparison, const std::string &bucket) {
    std::string rows = head({"arm", "role", "model", "strategy", "#right / n", "#accuracy", "#95 % interval", "#cut",
                             "#faithful", "#tokens", "#seconds"});
    for (const auto &arm : comparison.arms) {
        if (arm.bucket != bucket) continue;
        rows +=
            "<tr>" + cell(arm.name) + cell(arm.oracle ? "oracle" : arm.role) + cell(arm.model) + cell(arm.strategy) +
            number(std::to_string(arm.correct) + " / " + std::to_string(arm.n) +
                   (arm.unscorable > 0 ? " (" + std::to_string(arm.unscorable) + " unscorable)" : "")) +
            number(arm.n > 0 ? formatNumber("%.3f", arm.accuracy) : "–") +
            number(formatNumber("%.3f", arm.low) + "–" + formatNumber("%.3f", arm.high)) +
            number(formatNumber("%.1f %%", 100 * arm.cutRate())) +
            number(arm.faithful ? formatNumber("%.3f", *arm.faithful) : "–") +
            number(formatNumber("%.1f", arm.tokensPerProblem)) + number(formatNumber("%.1f", arm.seconds)) + "</tr>";
    }
    return table(rows);
}

std::string pairTable(const Comparison &comparison, const std::string &bucket) {
    std::string rows = head({"a", "b", "#only a right", "#only b right", "#p", "#Holm p"});
    for (const auto &pair : comparison.pairs)
        if (pair.bucket == bucket)
            rows += "<tr>" + cell(pair.a) + cell(pair.b) + number(std::to_string(pair.aOnly)) +
                    number(std::to_string(pair.bOnly)) + number(formatNumber("%.4f", pair.p)) +
                    number(formatNumber("%.4f", pair.pHolm)) + "</tr>";
    return "<details><summary>All paired tests (McNemar, exact; Holm p: corrected for all " +
           std::to_string(comparison.pairs.size()) + " of the comparison)</summary>" + table(rows) + "</details>";
}

std::string bucketSection(const Comparison &comparison, const std::string &bucket) {
    std::string out = "<h2>" + escapeHtml(bucket) + "</h2>" + intervalChart(comparison, bucket);
    if (!strongestControl(comparison, bucket))
        out += "<p>No control arm was measured here: what is gained may come from elsewhere.</p>";
    const auto gains = gainsOf(comparison, bucket);
    if (!gains.empty()) {
        out += "<ul class='steps'>";
        for (const auto &gain : gains)
            out += std::string("<li class='") + (gain.gains() ? "gain" : "none") + "'>" + escapeHtml(sentence(gain)) +
                   "</li>";
        out += "</ul>";
    }
    std::string revised;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket && arm.revisions) revised += tag("li", revisionSentence(arm));
    if (!revised.empty()) out += "<h3>What revising did</h3><ul class='steps'>" + revised + "</ul>";
    std::string sure;
    for (const auto &told : comparison.reliabilities)
        if (told.bucket == bucket) sure += tag("li", sentence(told));
    if (!sure.empty()) out += "<h3>Whether who is sure is right</h3><ul class='steps'>" + sure + "</ul>";
    return out + "<h3>What it costs</h3>" + tokensChart(comparison, bucket) + armTable(comparison, bucket) +
           pairTable(comparison, bucket);
}

std::string costSection(const Comparison &comparison) {
    if (comparison.trainings.empty()) return {};
    std::string rows = head({"training", "algorithm", "from", "#tokens trained", "#tokens sampled", "#seconds"});
    for (const auto &training : comparison.trainings)
        rows += "<tr>" + cell(training.name) + cell(training.algorithm) + cell(training.model) +
                number(std::to_string(training.cost.tokensTrained)) +
                number(std::to_string(training.cost.tokensSampled)) +
                number(formatNumber("%.1f", training.cost.seconds)) + "</tr>";
    std::string changes;
    for (const auto &training : comparison.trainings)
        for (const auto &change : training.changes) changes += tag("li", training.name + ": " + describe(change) + ".");
    if (!changes.empty()) changes = "<h3>What was changed on the way</h3><ul class='steps'>" + changes + "</ul>";
    return "<h2>What the trainings cost</h2><p class='soft'>Tokens sampled: the rollouts of a training, or the samples "
           "that its data were made of.</p>" +
           table(rows) + changes;
}

/// A run that went on from a checkpoint logs the steps behind it again: what was logged of them before is void.
void add(Points &line, double step, double value) {
    while (!line.empty() && line.back().first >= step) line.pop_back();
    line.push_back({step, value});
}

Result<std::string> curves(const Project &project, const Plan &plan) {
    std::string out;
    for (const auto &run : plan.runs) {
        if (!isTraining(run.kind)) continue;
        std::map<std::string, Points> points;
        RunLogReader reader(project.runFolder(run.id) / "run.log");
        for (auto events = reader.next();; events = reader.next()) {
            if (!events) return unexpected(events.error());
            if (events->empty()) break;
            for (const auto &event : *events) {
                if (event.type != "metrics") continue;
                const Json values = event.body.value("values", Json::object());
                const double step = getNumber(event.body, "step").value_or(0);
                for (const std::string &name : std::set<std::string>{"loss", run.keyMetric})
                    if (const auto value = getNumber(values, name)) add(points[name], step, *value);
            }
        }
        for (const auto &[name, line] : points) out += curveChart(run.name + ": " + name, line);
    }
    return out.empty() ? out
                       : "<h2>Training</h2><p class='soft'>By optimiser step; the raw line faded under its running "
                         "mean.</p><div class='curves'>" +
                             out + "</div>";
}

Result<std::string> runsSection(Project &project, const Plan &plan) {
    std::string rows = head({"run", "kind", "method", "state", "#seconds", "#memory", "#seed", "input hash"});
    for (const auto &planned : plan.runs) {
        const auto run = project.store().run(planned.id);
        if (!run) return unexpected(run.error());
        const RunRecord record = run->value_or(RunRecord{});
        rows +=
            "<tr>" + cell(planned.id) + cell(planned.kind) + cell(planned.method) + cell(record.state) +
            number(record.ended > record.started && record.started > 0
                       ? formatNumber("%.1f", record.ended - record.started)
                       : "–") +
            number(record.memoryPeak > 0 ? formatNumber("%.2f GiB", static_cast<double>(record.memoryPeak) / (1 << 30))
                                         : "–") +
            number(std::to_string(planned.seed)) + "<td><code>" + escapeHtml(planned.inputHash) + "</code></td></tr>";
    }
    std::string configs;
    for (const auto &planned : plan.runs)
        configs += "<details><summary>" + escapeHtml(planned.id) + "</summary><pre>" +
                   escapeHtml(writeToml(planned.config)) + "</pre></details>";
    return "<h2>Runs</h2>" + table(rows) + "<h3>Resolved configurations</h3>" + configs;
}

Result<std::string> dataSection(Project &project, const Plan &plan) {
    const auto sets = project.store().datasets();
    if (!sets) return unexpected(sets.error());
    std::string rows = head({"data set", "#rows", "content hash", "made from"});
    for (const auto &set : *sets) {
        const std::string file = "datasets/" + set.hash + "/rows.jsonl";
        const bool used = std::any_of(plan.runs.begin(), plan.runs.end(), [&](const PlannedRun &run) {
            return std::any_of(run.files.begin(), run.files.end(),
                               [&](const auto &entry) { return entry.second == file; });
        });
        if (used)
            rows += "<tr>" + cell(set.name) + number(std::to_string(set.rows)) + "<td><code>" + escapeHtml(set.hash) +
                    "</code></td><td><code>" + escapeHtml(set.origin) + "</code></td></tr>";
    }
    return "<h2>Data</h2>" + table(rows);
}

Result<std::string> repeatSection(Project &project, const Plan &plan, const std::vector<std::string> &overrides) {
    const auto experiments = project.store().experiments();
    if (!experiments) return unexpected(experiments.error());
    std::string source, set;
    for (const auto &experiment : *experiments)
        if (experiment.name == plan.experiment && source.empty()) source = experiment.source;
    for (const auto &value : overrides) set += " --set '" + value + "'";
    return "<h2>How to repeat this</h2><p>Save the experiment below as <code>experiment.toml</code> in a folder and "
           "run it. The same seed gives the same bytes on one thread.</p><pre>" +
           escapeHtml("lapidary-cli run DIR" + set + "\nlapidary-cli compare DIR" + set) + "</pre><pre>" +
           escapeHtml(source) + "</pre>";
}

} // namespace

Result<std::string> makeReport(Project &project, const Plan &plan, const std::vector<std::string> &overrides) {
    const auto comparison = compare(project, plan);
    if (!comparison) return unexpected(comparison.error());
    std::string body = tag("h1", plan.experiment) + "<p class='soft'>Seed " + std::to_string(plan.seed) +
                       ". Dots are accuracies with 95 % Wilson intervals; hollow diamonds, where the task has chains, "
                       "are the share of problems answered with every step "
                       "right. A step gains where McNemar's exact test on the same problems gives p &lt; .05 after "
                       "Holm's correction for all " +
                       std::to_string(comparison->pairs.size()) +
                       " paired tests; a claim that these problems chose among several is marked. “cut” is the share "
                       "of completions that were cut before they ended: "
                       "they neither vote nor win nor are right. Unscorable problems have no usable reference and are "
                       "in no number.</p>";
    body += roleKey(*comparison);
    for (const auto &line : sentences(comparison->exposure)) body += tag("p", line);
    for (const auto &run : comparison->shared) body += tag("p", sentence(run) + ".");
    for (const auto &arm : comparison->drawnBefore) body += tag("p", sentence(arm) + ".");
    for (const auto &name : comparison->missing) body += "<p>Not finished: " + escapeHtml(name) + ".</p>";
    for (const auto &bucket : comparison->bucketNames()) body += bucketSection(*comparison, bucket);
    body += costSection(*comparison);
    for (const auto &section : {curves(project, plan), runsSection(project, plan), dataSection(project, plan),
                                repeatSection(project, plan, overrides)}) {
        if (!section) return section;
        body += *section;
    }
    return "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
           "content='width=device-width,initial-scale=1'><title>" +
           escapeHtml(plan.experiment) + "</title><style>" + kReportStyle + "</style></head><body>" + body +
           "</body></html>\n";
}

} // namespace lapidary
