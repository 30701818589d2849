// SPDX-License-Identifier: Apache-2.0
// TRL's trainers, and what it has not by plain autograd (tests/oracles/{policy_gradient,process_reward}.py), replayed
// from the stored batches by the worker, as a run folder like any other.
#include "core/data/formats/safetensors.h"
#include "tests/support/capture.h"
#include "tests/support/tolerance.h"
#include "tests/support/worker_run.h"
#include <cmath>
#include <cstring>
#include <list>

using namespace lapidary;

namespace {

/// What TRL logs and we do not, each for a reason.
bool isTheirsAlone(const std::string &name, const std::string &trainer) {
    if (name == "epoch") return true;                   // theirs counts unlike ours with num_iterations
    if (trainer == "rloo") return name == "num_tokens"; // theirs counts rollouts, ours what is learnt
    if (trainer == "orpo" || trainer == "cpo") return name.starts_with("logits/"); // means over prompts and padding too
    return trainer == "grpo" && (name.starts_with("reward") || name.starts_with("frac_reward") ||
                                 name == "num_tokens"); // rollouts are stored without rewards
}

std::vector<std::int64_t> maskedIds(const Json &ids, const Json &mask) {
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (mask[i] != 0) out.push_back(ids[i]);
    return out;
}

void addSft(const Json &batch, std::vector<Json> &rows) {
    for (std::size_t b = 0; b < batch["input_ids"].size(); ++b)
        rows.push_back({{"input_ids", batch["input_ids"][b]},
                        {"labels", batch["labels"][b]},
                        {"attention_mask", batch["attention_mask"][b]}});
}

void addDpo(const Json &batch, std::vector<Json> &rows) {
    const std::size_t P = batch["input_ids"].size() / 2;
    for (std::size_t p = 0; p < P; ++p) {
        Json row;
        for (auto [side, b] : {std::pair{std::string("chosen_"), p}, {std::string("rejected_"), P + p}})
            for (const char *key : {"input_ids", "attention_mask", "completion_mask"}) row[side + key] = batch[key][b];
        rows.push_back(row);
    }
}

/// Chosen and rejected rows apart, with labels.
void addLabelledPairs(const Json &batch, std::vector<Json> &rows) {
    for (std::size_t p = 0; p < batch["chosen_input_ids"].size(); ++p) {
        Json row;
        for (const char *side : {"chosen_", "rejected_"})
            for (const char *key : {"input_ids", "attention_mask", "labels"})
                row[std::string(side) + key] = batch[std::string(side) + key][p];
        rows.push_back(row);
    }
}

void addReward(const Json &batch, std::vector<Json> &rows) {
    const std::size_t P = batch["input_ids"].size() / 2;
    for (std::size_t p = 0; p < P; ++p) {
        Json row;
        for (auto [side, b] : {std::pair{std::string("chosen_"), p}, {std::string("rejected_"), P + p}})
            for (const char *key : {"input_ids", "attention_mask"}) row[side + key] = batch[key][b];
        rows.push_back(row);
    }
}

void addKto(const Json &batch, std::vector<Json> &rows) {
    for (std::size_t b = 0; b < batch["input_ids"].size(); ++b)
        rows.push_back({{"input_ids", batch["input_ids"][b]},
                        {"attention_mask", batch["attention_mask"][b]},
                        {"completion_mask", batch["completion_mask"][b]},
                        {"label", batch["label"][b]}});
}

/// Completions that the student may have written: all of them learnt.
void addDistillation(const Json &batch, std::vector<Json> &rows) {
    for (std::size_t b = 0; b < batch["prompt_ids"].size(); ++b) {
        auto ids = maskedIds(batch["prompt_ids"][b], batch["prompt_mask"][b]);
        std::vector<std::int64_t> labels(ids.size(), -100);
        for (const auto id : maskedIds(batch["completion_ids"][b], batch["completion_mask"][b])) {
            ids.push_back(id);
            labels.push_back(id);
        }
        rows.push_back({{"input_ids", ids}, {"labels", labels}});
    }
}

void addGrpo(const Json &batch, std::vector<Json> &rows) {
    for (std::size_t b = 0; b < batch["prompt_ids"].size(); ++b)
        rows.push_back({{"prompt_ids", maskedIds(batch["prompt_ids"][b], batch["prompt_mask"][b])},
                        {"completion_ids", maskedIds(batch["completion_ids"][b], batch["completion_mask"][b])},
                        {"advantage", batch["advantages"][b]}});
}

/// TRL's argument names are ours; what only says how its own process runs is left out.
Json configOf(const Json &trajectory) {
    Json config = trajectory["config"];
    for (const char *key : {"optim", "use_cpu", "seed", "gradient_checkpointing"}) config.erase(key);
    if (trajectory["trainer"] == "grpo") config.erase("reward_weights"); // its rollouts bring advantages
    config["shuffle_dataset"] = false;
    if (trajectory["trainer"] == "grpo" || config.contains("reward_funcs")) config["rollouts"] = "file";
    if (trajectory["lora"].is_object()) {
        config["use_peft"] = true;
        config["init_lora_weights"] = "../start";
        config.update(trajectory["lora"]);
    }
    return config;
}

void writeStartAdapter(const fs::path &folder, const Json &trajectory) {
    std::vector<std::vector<float>> data;
    std::vector<TensorBytes> tensors;
    data.reserve(trajectory["start_weights"].size());
    for (const auto &[name, rows] : trajectory["start_weights"].items()) {
        std::vector<float> flat;
        for (const auto &row : rows)
            for (const auto &value : row) flat.push_back(value.get<float>());
        data.push_back(std::move(flat));
        std::string plain = name;
        plain.erase(plain.find(".default"), 8);
        tensors.push_back({plain,
                           "F32",
                           {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows[0].size())},
                           std::as_bytes(std::span(data.back()))});
    }
    fs::create_directories(folder);
    REQUIRE(writeSafetensors(folder / "adapter_model.safetensors", tensors, {{"format", "pt"}}));
    Json config = trajectory["lora"];
    config["peft_type"] = "LORA";
    REQUIRE(writeFileAtomic(folder / "adapter_config.json", dumpJson(config)));
}

struct Head {
    const char *architecture = "LlamaForSequenceClassification";
    Json tensors = Json::object(); ///< by name
};

/// Makes the start a model with the head that theirs was given.
void giveHead(const fs::path &folder, const Head &head) {
    const auto opened = FileReader::open(folder / "model.safetensors");
    REQUIRE(opened);
    const auto header = readSafetensorsHeader(*opened);
    REQUIRE(header);
    std::list<std::vector<std::byte>> data;
    std::vector<TensorBytes> tensors;
    for (const auto &tensor : header->tensors) {
        if (tensor.name == "lm_head.weight") continue;
        auto &bytes = data.emplace_back(tensor.end - tensor.begin);
        REQUIRE(opened->readAt(tensor.begin, std::span(bytes)));
        tensors.push_back({tensor.name, tensor.dtype, tensor.shape, std::span<const std::byte>(bytes)});
    }
    std::list<std::vector<float>> values;
    const auto rows = static_cast<std::int64_t>(head.tensors["score.weight"].size());
    for (const auto &[name, tensor] : head.tensors.items()) {
        auto &numbers = values.emplace_back();
        std::vector<std::int64_t> shape{rows};
        if (tensor[0].is_array()) shape.push_back(static_cast<std::int64_t>(tensor[0].size()));
        for (const auto &row : tensor)
            for (const auto &number : row.is_array() ? row : Json::array({row})) numbers.push_back(number.get<float>());
        tensors.push_back({name, "F32", shape, std::as_bytes(std::span(numbers))});
    }
    REQUIRE(writeSafetensors(folder / "headed.safetensors", tensors, {{"format", "pt"}}));
    fs::rename(folder / "headed.safetensors", folder / "model.safetensors");
    Json config = jsonOf(folder / "config.json");
    config["architectures"] = {head.architecture};
    config["id2label"] = Json::object();
    for (std::int64_t label = 0; label < rows; ++label)
        config["id2label"][std::to_string(label)] = "LABEL_" + std::to_string(label);
    REQUIRE(writeFileAtomic(folder / "config.json", dumpJson(config)));
}

/// Norm and first values of every trained tensor against the fingerprint.
void checkFinal(const fs::path &file, const Json &expected) {
    const auto opened = FileReader::open(file);
    REQUIRE(opened);
    const auto header = readSafetensorsHeader(*opened);
    REQUIRE(header);
    CHECK(header->tensors.size() == expected.size());
    for (const auto &[name, print] : expected.items()) {
        std::string plain = name;
        if (const auto at = plain.find(".default"); at != plain.npos) plain.erase(at, 8);
        CAPTURE(plain);
        const auto found = std::find_if(header->tensors.begin(), header->tensors.end(),
                                        [&](const auto &t) { return t.name == plain; });
        REQUIRE(found != header->tensors.end());
        std::vector<float> values((found->end - found->begin) / sizeof(float));
        REQUIRE(opened->readAt(found->begin, std::as_writable_bytes(std::span(values))));
        double squares = 0;
        for (const float value : values) squares += static_cast<double>(value) * value;
        CHECK(std::abs(std::sqrt(squares) - print["norm"].get<double>()) < toleranceOf(print["norm"]));
        for (std::size_t i = 0; i < print["head"].size(); ++i)
            CHECK(std::abs(values[i] - print["head"][i].get<double>()) < toleranceOf(print["head"]));
    }
}

void compareStep(const Json &theirs, const Json &ours, const std::string &trainer, int step, double &worst) {
    // What rounding differs by in one step, the optimiser carries into the next.
    const double tolerance = step <= 10 ? 1e-5 * (1 + 0.2 * (step - 1)) : 1e-4;
    for (const auto &[name, value] : theirs.items()) {
        if (isTheirsAlone(name, trainer)) continue;
        if (trainer == "grpo" && name.starts_with("completions/") && !ours.contains(name)) continue;
        CAPTURE_BOUND(name);
        REQUIRE(ours.contains(name));
        const double want = value.get<double>(), have = ours[name].get<double>();
        // A sum over the tokens of a completion, or of two such sums the difference.
        const double terms = name.starts_with("objective/") || (trainer == "kto" && name == "kl") ? 10 : 1;
        const double off = std::abs(want - have) / std::max(terms, std::abs(want));
        worst = std::max(worst, off);
        CHECK_MESSAGE(off < tolerance, "step " << step << ": " << have << " for " << want);
    }
}

auto rowsOf(const std::string &trainer) -> void (*)(const Json &, std::vector<Json> &) {
    if (trainer == "sft" || trainer == "gkd") return addSft;
    if (trainer == "distillation") return addDistillation;
    if (trainer == "dpo") return addDpo;
    if (trainer == "kto") return addKto;
    if (trainer == "reward") return addReward;
    return trainer == "grpo" ? addGrpo : addLabelledPairs;
}

/// Of the stored batches, or of completions with their rewards; those of further iterations are the same.
std::vector<Json> rowsOfAll(const Json &trajectory, bool sayWhere) {
    const auto trainer = trajectory["trainer"].get<std::string>();
    const auto iterations = trajectory["config"].value("num_iterations", 1);
    if (trajectory.contains("rows")) return trajectory["rows"]; // of a data set that is packed
    std::vector<Json> rows;
    for (const auto &step : trajectory["steps"]) {
        for (const auto &row : step.value("rollouts", Json::array())) rows.push_back(row);
        const Json batches = step.value("batches", Json::array());
        for (std::size_t part = 0; part < batches.size(); ++part) {
            const auto before = static_cast<std::ptrdiff_t>(rows.size());
            if ((step["step"].get<int>() - 1) % iterations == 0) rowsOf(trainer)(batches[part], rows);
            for (auto row = rows.begin() + before; sayWhere && row != rows.end(); ++row)
                row->update({{"step", step["step"]}, {"micro_batch", part}});
        }
    }
    return rows;
}

void replay(const std::string &name) {
    CAPTURE(name);
    const TemporaryFolder folder;
    const Json trajectory = jsonOf(LAPIDARY_TEST_DATA "/trajectories/" + name + ".json");
    const auto trainer = trajectory["trainer"].get<std::string>();
    fs::copy(LAPIDARY_TEST_DATA "/models/" + trajectory["start"].get<std::string>(), folder.path / "model");
    if (trajectory["lora"].is_object()) writeStartAdapter(folder.path / "start", trajectory);
    if (trainer == "reward") giveHead(folder.path / "model", {.tensors = trajectory["start_weights"]});
    if (trainer == "prm") giveHead(folder.path / "model", {"LlamaForTokenClassification", trajectory["start_weights"]});
    const std::vector<Json> rows = rowsOfAll(trajectory, name.ends_with("_uneven"));
    Json run = {{"kind", "train"},
                {"algorithm", trainer},
                {"seed", 0},
                {"threads", 1},
                {"model", {{"path", "../model"}}},
                {"data", {{"train", "train.jsonl"}, {"format", "tokens"}}},
                {"config", configOf(trajectory)}};
    if (trajectory.contains("teacher")) {
        const std::string teacher = trajectory["teacher"];
        fs::copy(LAPIDARY_TEST_DATA "/models/" + teacher, folder.path / "teacher");
        run["inputs"]["teacher"]["path"] = "../teacher";
    }
    if (const Json value = trajectory.value("value_start", Json()); value.is_object()) {
        fs::copy(LAPIDARY_TEST_DATA "/models/" + trajectory["start"].get<std::string>(), folder.path / "value");
        giveHead(folder.path / "value", {.tensors = value});
        run["inputs"] = {{"value", {{"path", "../value"}}}};
    }
    const fs::path made = makeRunFolder(folder.path, "run", run, rows);
    const int code = runWorker(made);
    REQUIRE_MESSAGE(code == 0, textOf(made / "stderr.txt"));
    int step = 0;
    double worst = 0;
    for (const auto &event : eventsOf(made)) {
        if (event.type != "metrics") continue;
        const Json &theirs = trajectory["steps"][static_cast<std::size_t>(step++)];
        REQUIRE(event.body["step"] == theirs["step"]);
        compareStep(theirs["metrics"], event.body["values"], trainer, step, worst);
    }
    CHECK(step == trajectory["steps"].size());
    MESSAGE(name << ": largest difference " << worst);
    checkFinal(made / "model" / (trajectory["lora"].is_object() ? "adapter_model.safetensors" : "model.safetensors"),
               trajectory["final"]);
    if (trajectory.contains("final_value")) checkFinal(made / "value/model.safetensors", trajectory["final_value"]);
}

} // namespace

TEST_CASE("supervised fine-tuning follows TRL step by step") {
    replay("sft_completion_only");
    replay("sft_lora");
    replay("sft_dft");
}
TEST_CASE("a data set is packed as TRL packs it") {
    replay("sft_packing_bfd");
    replay("sft_packing_bfd_split");
    replay("sft_packing_wrapped");
}
TEST_CASE("distillation from a teacher follows TRL step by step") {
    replay("gkd_jsd");
    replay("gkd_beta_01");
    replay("distillation_default");
    replay("distillation_forward_warm");
}
TEST_CASE("direct preference optimisation follows TRL step by step") {
    replay("dpo_sigmoid");
    replay("dpo_ipo");
    replay("dpo_label_smoothing_lora");
    replay("dpo_mixed_following");
    replay("dpo_weighted_js");
    replay("dpo_sigmoid_norm_alpha");
    replay("dpo_gemma2_pads"); // its rows hold the padding token, whose embedding is not learnt
}
TEST_CASE("online direct preference optimisation follows TRL step by step") {
    replay("online_dpo_default"); // some of its pairs are tied
    replay("online_dpo_ipo");
}
TEST_CASE("self-distillation follows TRL step by step") {
    replay("sdft_topk");
    replay("sdft_following_tail");
    replay("sdpo_sampled");
}
TEST_CASE("epochs that end within a step, with batches of other sizes, follow TRL step by step") {
    for (const char *name : {"sft_uneven", "dpo_uneven", "kto_uneven", "reward_uneven", "cpo_ipo_uneven"}) replay(name);
}
TEST_CASE("preference optimisation without a reference, or without pairs, follows TRL step by step") {
    replay("orpo");
    replay("cpo_sigmoid");
    replay("cpo_simpo_alpha");
    replay("kto");
}
TEST_CASE("a reward model follows TRL step by step") {
    replay("reward_bradley_terry");
}
TEST_CASE("a process reward model follows plain autograd step by step") {
    replay("prm");
}
TEST_CASE("group-relative policy optimisation follows TRL step by step") {
    replay("grpo_default");
    replay("grpo_kl_two_iterations");
    replay("grpo_two_rewards_dr");
    for (const char *name : {"grpo_sapo", "grpo_cispo", "grpo_vespo", "grpo_luspo_sequence", "grpo_top_entropy"})
        replay(name);
}
TEST_CASE("leave-one-out policy optimisation follows TRL step by step") {
    replay("rloo_default");
    replay("rloo_clipped_two_iterations");
}
TEST_CASE("PPO follows plain autograd step by step, with a value network and with a head on the policy") {
    replay("ppo_value_network");
    replay("ppo_value_head");
}
TEST_CASE("policy gradients without a clipped value function follow plain autograd step by step") {
    for (const char *name : {"reinforce_plus_plus", "reinforce_plus_plus_group", "remax", "vpg", "vpg_values"})
        replay(name);
}
