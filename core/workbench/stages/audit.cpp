// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/audit.h"
#include "core/config/described.h"
#include "core/data/feedback/constitution.h"
#include "core/data/feedback/violations.h"
#include "core/stats/intervals.h"
#include "core/text/answer/finish.h"
#include "core/workbench/data/jsonl.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kFile = "kept.jsonl";

struct AuditConfig {
    std::string constitution{};
    static const Described<AuditConfig> &described() {
        static const auto d =
            Described<AuditConfig>()
                .add("constitution", &AuditConfig::constitution, "",
                     "a file of principles; those with a check are counted")
                .must({.kind = FieldRule::Kind::NotEmpty, .message = "there is no principle that could be broken"});
        return d;
    }
};

struct Audit {
    Constitution principles{};
    std::unique_ptr<Rule> rule{};
    std::vector<ViolationCount> counts{}; ///< of each principle
    ViolationCount any{};
    std::vector<Json> kept{};
};

/// What the owner's settings do not hold stands in run.toml.
Result<Audit> openAudit(const fs::path &runFolder) {
    const auto document = readDocument((runFolder / "run.toml").string());
    if (!document) return unexpected(document.error());
    auto principles = constitutionFromJson(document->values.value("principle", Json::array()));
    if (!principles) return unexpected(principles.error());
    if (std::none_of(principles->begin(), principles->end(), [](const Principle &each) { return each.isChecked(); }))
        return fail({.code = "audit.no_checks",
                     .message = "no principle has a check, so that no rule can tell whether an answer breaks it",
                     .file = document->values.value("config", Json::object()).value("constitution", ""),
                     .field = "constitution",
                     .found = {"{0} principles without a check", principles->size()},
                     .expected = "a principle with check, requires, forbids or max_characters"});
    auto rule = ruleByName(document->values.value("rule", ruleNames().front()));
    if (!rule) return unexpected(rule.error());
    Audit audit{.principles = std::move(*principles), .rule = std::move(*rule)};
    audit.counts.resize(audit.principles.size());
    return audit;
}

Status see(const Json &row, Audit &audit) {
    const auto problem = problemFromJson(row);
    if (!problem) return unexpected(problem.error());
    std::int64_t number = 0;
    for (const Json &completion : row.value("completions", Json::array())) {
        const auto text = getString(completion, "text");
        if (!text) return unexpected(text.error());
        const std::string reason = getString(completion, "finish_reason").value_or("stop");
        const auto broken = countViolations(audit.principles, *audit.rule, *problem, *text, reason, audit.counts);
        audit.any.add(broken);
        if (broken == false && faultOf(*text, reason).empty())
            audit.kept.push_back({{"id", problem->id + "/" + std::to_string(++number)},
                                  {"prompt", row.at("prompt")},
                                  {"completion", *text}});
    }
    return {};
}

Result<Json> rateOf(const ViolationCount &count) {
    Json out = {{"answers", count.answers}, {"violations", count.broken}};
    if (count.answers == 0) return out;
    const auto interval = stats::wilson(count.broken, count.answers);
    if (!interval) return unexpected(interval.error());
    out.update({{"rate", interval->value}, {"rate_low", interval->low}, {"rate_high", interval->high}});
    return out;
}

Result<RunKind::Made> work(const fs::path &runFolder, const Json &, const RowWork &rows) {
    auto audit = openAudit(runFolder);
    if (!audit) return unexpected(audit.error());
    std::int64_t prompts = 0;
    const auto read = forEachRow(runFolder / "samples.jsonl", [&](const Json &row) -> Status {
        if (auto on = rows.next(++prompts); !on) return on;
        return see(row, *audit);
    });
    if (!read) return unexpected(read.error());
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(audit->kept)); !written)
        return unexpected(written.error());
    auto result = rateOf(audit->any);
    if (!result) return unexpected(result.error());
    result->update({{"file", kFile}, {"prompts", prompts}, {"kept", audit->kept.size()}});
    (*result)["principles"] = Json::array();
    for (std::size_t i = 0; i < audit->principles.size(); ++i) {
        if (!audit->principles[i].isChecked()) continue;
        auto rate = rateOf(audit->counts[i]);
        if (!rate) return unexpected(rate.error());
        (*rate)["name"] = audit->principles[i].name;
        (*result)["principles"].push_back(std::move(*rate));
    }
    return RunKind::Made{std::move(*result)};
}

} // namespace

RunKind auditKind() {
    return {
        .info = {.name = "audit",
                 .summary = "violations counted",
                 .role = "stage",
                 .spec = AuditConfig::described().spec(),
                 .inputs = {{.name = "samples",
                             .what = Artifact::Samples,
                             .effect = "completions whose violations are counted; those without become "
                                       "demonstrations"}},
                 .outputs = {{.name = "rows", .what = Artifact::Rows, .file = kFile, .layout = "prompt_completion"}}},
        .work = work};
}

} // namespace lapidary
