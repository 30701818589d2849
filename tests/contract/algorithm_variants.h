// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"

namespace lapidary {

/// One way to train with an algorithm: a run and its rows.
struct Variant {
    std::string name;
    Json run;
    std::vector<Json> rows;
    bool sampled = false; ///< it draws its rows itself
};

inline bool has(const MethodInfo &info, const std::string &setting) {
    return std::any_of(info.spec.begin(), info.spec.end(),
                       [&](const FieldSpec &field) { return field.name == setting; });
}

/// Rows of token ids in the layout that the method learns from.
inline std::vector<Json> rowsOf(const MethodInfo &info) {
    const std::string layout = info.port("train")->layout;
    for (const NeededColumn &column : info.port("train")->columns)
        if (!column.inTokens.empty()) return someTaught(column.inTokens);
    if (layout == "preference") return somePairs();
    if (layout == "prompt_only") return has(info, "gamma") ? someRewarded() : someRollouts();
    if (layout == "unpaired_preference") return someLabelled();
    if (layout == "stepwise_supervision") return someSteps();
    REQUIRE_MESSAGE((layout == "text" || layout == "prompt_completion"), "no rows for the layout " << layout);
    return someSequences();
}

/// Something for every input: rows that are read a second time, and another network of the same vocabulary.
inline void giveInputs(const MethodInfo &info, Json &run) {
    for (const Port &port : info.inputs) {
        const bool heldOut = port.name == heldOutPort({}).name; // those must be others
        const bool asTrained = info.port("train")->columns.empty() || info.port("train")->columns[0].inTokens.empty();
        if (port.what == Artifact::Rows && port.name != "train" && !heldOut && asTrained)
            run["data"][port.name] = "train.jsonl";
        if (port.what == Artifact::Model && port.required && port.name != kPolicy)
            run["inputs"][port.name]["path"] = LAPIDARY_TEST_DATA "/models/llama3_rope";
    }
}

/// Whole batches of stored rows, in f32, of the whole model.
inline Variant storedVariant(const MethodInfo &info) {
    Json config = {{"per_device_train_batch_size", 8}, {"learning_rate", 1e-3}};
    if (has(info, "packing")) config["packing"] = false;
    if (has(info, "lmbda")) config["lmbda"] = 0.0;
    if (has(info, "rollouts")) config["rollouts"] = "file";
    if (has(info, "num_generations")) config["num_generations"] = 4;
    if (has(info, "rollouts") && has(info, "beta")) config["beta"] = 0.1;
    if (has(info, "distillation_mode")) config["distillation_mode"] = "full_logits"; // whose slope is that of its value
    Variant variant{"stored", runOnTokens(info.name, config), rowsOf(info)};
    giveInputs(info, variant.run);
    return variant;
}

/// An adapter that has learnt something: its folder. Made once.
inline std::string someAdapter(const fs::path &folder) {
    const fs::path run = folder / "adapter";
    if (!fs::exists(run))
        trained(run,
                runOnTokens("sft", {{"max_steps", 3},
                                    {"learning_rate", 1e-2},
                                    {"use_peft", true},
                                    {"r", 4},
                                    {"lora_alpha", 8},
                                    {"target_modules", {"all-linear"}}}),
                someSequences());
    return (run / "model").string();
}

/// It draws completions of several prompts, at a temperature that is not 1, some of which are cut and some of whose
/// problems nobody can grade.
inline Variant sampledVariant(const MethodInfo &info, const fs::path &folder) {
    if (!fs::exists(folder / "tiny")) {
        fs::create_directory(folder / "tiny");
        writeTinyPolicy(folder / "tiny");
    }
    Json config = {{"per_device_train_batch_size", 8},
                   {"gradient_accumulation_steps", 2},
                   {"temperature", 0.7},
                   {"learning_rate", 1e-2},
                   {"reward_funcs", {"correct", "format"}}};
    for (const char *name : {"num_generations", "max_completion_length", "response_length", "max_new_tokens"})
        if (has(info, name)) config[name] = 4;
    for (const auto &[name, letters] :
         {std::pair{"reprompt_template", "{solution}{prompt}"}, {"solution_template", "{successful_previous_attempt}"}})
        if (has(info, name)) config[name] = letters; // the tiny policy knows no other signs
    Json run = runOnTokens(info.name, config, {{"path", (folder / "tiny").string()}});
    run["data"]["format"] = "rows";
    run["rule"] = "exact";
    if (info.port("canary")) run["data"]["canary"] = "train.jsonl";
    std::vector<Json> problems;
    for (const char *prompt : {"a", "bc", "dda", "cb", "abcd"})
        problems.push_back({{"prompt", prompt}, {"reference", "b"}});
    problems.back().erase("reference");
    return {"sampled", run, problems, true};
}

/// Gives a value to every number that 0 switches off.
inline void switchOn(const MethodInfo &info, Json &config) {
    for (const FieldSpec &field : info.spec)
        if (field.type == FieldType::Number && field.defaultValue == 0.0 && !config.contains(field.name)) {
            const bool bounded = std::any_of(field.rules.begin(), field.rules.end(), [](const FieldRule &rule) {
                return rule.kind == FieldRule::Kind::AtLeast;
            });
            config[field.name] = bounded ? 2 : 0.1;
        }
}

/// The same with rows that were learnt before, where a regulariser may want them: a teacher's rows have other columns.
inline Variant storedVariant(const MethodInfo &info, const fs::path &folder) {
    Variant stored = storedVariant(info);
    if (!has(info, "ewc_lambda")) return stored;
    std::string before;
    for (const Json &row : someSequences()) before += dumpJson(row) + "\n";
    REQUIRE(writeFileAtomic(folder / "before.jsonl", before));
    stored.run["data"]["ewc_data"] = (folder / "before.jsonl").string();
    return stored;
}

inline std::vector<Variant> variantsOf(const MethodInfo &info, const fs::path &folder) {
    const Variant stored = storedVariant(info, folder);
    std::vector<Variant> all{stored};
    const auto add = [&](const std::string &name, const Json &more) {
        all.push_back(stored);
        all.back().name = name;
        all.back().run["config"].update(more);
    };
    const Json lora = {{"use_peft", true}, {"r", 4}, {"lora_alpha", 8}, {"target_modules", {"all-linear"}}};
    const bool fresh = info.port(kPolicy)->fresh, headed = !info.port(kPolicy)->head.empty();
    Json onward = lora;
    onward["init_lora_weights"] = fresh || headed ? "" : someAdapter(folder);
    add("accumulated in bf16",
        {{"bf16", true}, {"per_device_train_batch_size", 4}, {"gradient_accumulation_steps", 2}});
    if (!fresh) add("lora", lora);
    if (!fresh && !headed) add("from an adapter", onward); // it was trained without the head
    if (has(info, "temperature")) add("at another temperature", {{"temperature", 0.7}});
    if (has(info, "mask_truncated_completions")) {
        add("cut completions, and some without a reward", {{"mask_truncated_completions", true}});
        all.back().rows[1]["terminated"] = false;
        all.back().rows[2]["scored"] = false;
    }
    if (has(info, "packing"))
        add("packed", {{"packing", true}, {"max_length", 24}, {"per_device_train_batch_size", 2}});
    if (has(info, "test_size")) add("measured on rows held out", {{"test_size", 0.5}, {"eval_steps", 1}});
    if (has(info, "replay_share")) add("with replay", {{"replay_share", 0.4}});
    if (has(info, "ewc_lambda")) add("held where it matters", {{"ewc_lambda", 0.5}});
    if (has(info, "lmbda")) {
        const char *length = has(info, "max_new_tokens") ? "max_new_tokens" : "max_completion_length";
        add("on its own completions", {{"lmbda", 0.6}, {"temperature", 0.7}, {length, 4}});
        all.back().sampled = true;
    }
    if (has(info, "rollouts")) all.push_back(sampledVariant(info, folder));
    if (has(info, "filter_groups")) {
        all.push_back(sampledVariant(info, folder));
        all.back().name = "sampled, of groups with contrast alone";
        all.back().run["config"].update({{"filter_groups", true}, {"max_num_gen_batches", 2}});
    }
    for (const Port &port : info.inputs) {
        if (!port.trained || port.required) continue;
        add("with a network of its own for the " + port.name, Json::object());
        if (has(info, "vf_coef")) all.back().run["config"]["vf_coef"] = 0.5;
        all.back().run["inputs"] = {{port.name, all.back().run["model"]}};
        all.push_back(all.back());
        all.back().name += ", from an adapter";
        all.back().run["config"].update(onward);
    }
    return all;
}

/// `plain` with each choice that the algorithm's own settings offer instead of the one that is set: losses,
/// divergences, estimators, baselines. Those that its rules refuse beside the others are left out.
inline std::vector<Variant> otherChoices(const MethodInfo &info, const Variant &plain) {
    std::vector<Variant> out;
    const ConfigSpec &shared = TrainOptions::described().spec();
    for (const FieldSpec &field : info.spec) {
        if (field.choices.empty() || field.name == "rollouts" ||
            std::any_of(shared.begin(), shared.end(), [&](const auto &each) { return each.name == field.name; }))
            continue;
        for (const std::string &choice : field.choices) {
            const Json value = field.type == FieldType::TextList ? Json::array({choice}) : Json(choice);
            if (value == plain.run["config"].value(field.name, field.defaultValue)) continue;
            Variant other = plain;
            other.name = field.name + " " + choice;
            other.run["config"][field.name] = value;
            if (field.name == "packing_strategy") other.run["config"].update({{"packing", true}, {"max_length", 24}});
            if (field.name == "ewc_fisher" && !other.run["data"].contains("ewc_data")) continue;
            if (field.name == "ewc_fisher") other.run["config"]["ewc_lambda"] = 0.5;
            if (choice == "exo_pair") other.run["config"]["label_smoothing"] = 0.001; // it needs one
            if (field.name == "label_strength")
                for (std::size_t i = 0; i < other.rows.size(); ++i) other.rows[i]["strength"] = 1 + i % 2;
            const auto whole = resolve(info.spec, other.run["config"]);
            REQUIRE(whole);
            if (checkRules(info.spec, *whole).errors.empty()) out.push_back(std::move(other));
        }
    }
    return out;
}

} // namespace lapidary
