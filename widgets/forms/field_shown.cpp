// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/field_shown.h"
#include "core/config/method.h"
#include <algorithm>
#include <string_view>
#include <vector>

namespace lapidary {

namespace {

constexpr int kDeepest = 8; ///< switches of switches

/// Fields that say something only where one of these holds: "use_peft" is on where it is not 0, false or empty;
/// "loss_type=sapo" where it has that value, or is a list with it.
struct OnlyWith {
    std::vector<std::string_view> fields, switches;
};

const std::vector<OnlyWith> &rules() {
    static const std::vector<OnlyWith> all{
        {{"num_train_epochs"}, {"max_steps=-1"}},
        {{"warmup_ratio"}, {"warmup_steps=0"}},
        {{"min_lr_rate"}, {"lr_scheduler_type=cosine_with_min_lr"}},
        {{"peft_type", "load_in_4bit"}, {"use_peft"}},
        {{"r", "lora_alpha", "lora_dropout", "use_rslora", "use_dora", "target_modules", "exclude_modules",
          "layers_to_transform", "rank_pattern", "alpha_pattern", "modules_to_save", "bias", "init_lora_weights"},
         {"peft_type=LORA"}},
        {{"num_virtual_tokens"}, {"peft_type=PROMPT_TUNING", "peft_type=PREFIX_TUNING"}},
        {{"bnb_4bit_quant_type", "bnb_4bit_use_double_quant", "bnb_4bit_compute_dtype"}, {"load_in_4bit"}},
        {{"eval_steps", "per_device_eval_batch_size", "load_best_model_at_end", "early_stopping_patience"},
         {"test_size", "input:eval"}},
        {{"metric_for_best_model"}, {"load_best_model_at_end", "early_stopping_patience"}},
        {{"early_stopping_threshold"}, {"early_stopping_patience"}},
        {{"packing_strategy"}, {"packing"}},
        {{"ewc_fisher", "ewc_gamma", "ewc_examples"}, {"ewc_lambda"}},
        {{"f_alpha_divergence_coef"}, {"f_divergence_type=alpha_divergence"}},
        {{"discopop_tau"}, {"loss_type=discopop"}},
        {{"ref_model_mixup_alpha", "ref_model_sync_steps"}, {"sync_ref_model"}},
        {{"sapo_temperature_pos", "sapo_temperature_neg"}, {"loss_type=sapo"}},
        {{"vespo_k_pos", "vespo_lambda_pos", "vespo_k_neg", "vespo_lambda_neg"}, {"loss_type=vespo"}},
        {{"target", "horizon"}, {"adap_kl_ctrl"}},
        {{"simpo_gamma"}, {"loss_type=simpo"}},
        {{"label_strength_scale"}, {"label_strength=margin", "label_strength=weight"}},
        {{"use_bias_correction_kl"}, {"beta"}},
        {{"judge_reward_prompt", "judge_reward_answers"}, {"reward_funcs=judge"}},
        {{"constitution", "rubric_judge"}, {"reward_funcs=rubric"}},
        {{"rubric_prompt", "rubric_max_reason_tokens"}, {"rubric_judge"}},
        {{"rubric_answer_prefix"}, {"rubric_max_reason_tokens"}},
        {{"reward_ensemble_penalty"}, {"input:reward_2", "input:reward_3"}},
        {{"canary_steps"}, {"input:canary"}},
        {{"distillation_topk", "distillation_add_tail"}, {"distillation_mode=topk_logits"}},
        {{"teacher_update_rate", "teacher_sync_steps"}, {"teacher_model_kind=ema"}},
    };
    return all;
}

/// What the field has, as its words would be written.
bool hasValue(const Json &here, std::string_view wanted) {
    if (here.is_array())
        return std::any_of(here.begin(), here.end(), [&](const Json &each) { return hasValue(each, wanted); });
    return here.is_string() ? here.get<std::string>() == wanted : dumpJson(here) == wanted;
}

bool isShown(std::string_view name, const Json &table, int depth);

/// A switch that the method does not have decides nothing; one that is hidden is off.
bool holds(std::string_view word, const Json &table, int depth) {
    const auto equals = word.find('=');
    const std::string field(word.substr(0, equals));
    if (field.find(':') != field.npos) return isOn(table, field);
    if (!table.contains(field)) return true;
    if (!isShown(field, table, depth + 1)) return false;
    return equals == word.npos ? isOn(table, field) : hasValue(table.at(field), word.substr(equals + 1));
}

bool isShown(std::string_view name, const Json &table, int depth) {
    if (depth > kDeepest) return true;
    for (const OnlyWith &rule : rules())
        if (std::find(rule.fields.begin(), rule.fields.end(), name) != rule.fields.end())
            return std::any_of(rule.switches.begin(), rule.switches.end(),
                               [&](std::string_view word) { return holds(word, table, depth); });
    return true;
}

} // namespace

int essentialRank(const std::string &name) {
    static constexpr std::string_view first[] = {
        "use_peft", "r",     "max_steps", "num_train_epochs", "learning_rate", "beta",
        "kl_coef",  "lmbda", "loss_type", "num_generations",  "reward_funcs",  "per_device_train_batch_size",
        "test_size"};
    const auto at = std::find(std::begin(first), std::end(first), name);
    return at == std::end(first) ? -1 : int(at - std::begin(first));
}

QStringList fieldSwitches(const std::string &name, const Json &table) {
    QStringList out;
    for (const OnlyWith &rule : rules()) {
        if (std::find(rule.fields.begin(), rule.fields.end(), name) == rule.fields.end()) continue;
        for (const std::string_view word : rule.switches) {
            const std::string field(word.substr(0, word.find('=')));
            if (!table.contains(field)) continue; // an input, or of another method
            if (!isShown(field, table, 0)) out += fieldSwitches(field, table);
            out.append(QString::fromStdString(field));
        }
    }
    out.removeDuplicates();
    return out;
}

QString fieldSynonyms(const std::string &name) {
    struct Words {
        std::string_view field;
        const char *words;
    };
    static constexpr Words all[] = {
        {"use_peft", "lora qlora adapter low-rank full fine-tuning all weights"},
        {"r", "lora rank"},
        {"lora_alpha", "lora scale scaling"},
        {"target_modules", "lora layers modules"},
        {"load_in_4bit", "qlora quantisation quantization bits memory"},
        {"max_steps", "steps iterations updates length duration how long"},
        {"num_train_epochs", "epochs passes length duration how long"},
        {"learning_rate", "lr step size"},
        {"lr_scheduler_type", "learning rate schedule decay"},
        {"warmup_steps", "learning rate schedule warm-up"},
        {"warmup_ratio", "learning rate schedule warm-up"},
        {"per_device_train_batch_size", "batch size memory"},
        {"gradient_accumulation_steps", "batch size accumulate"},
        {"gradient_checkpointing", "memory activations"},
        {"max_grad_norm", "clipping clip gradient"},
        {"weight_decay", "regularisation regularization l2"},
        {"beta", "kl penalty strength reference"},
        {"kl_coef", "kl penalty beta"},
        {"test_size", "evaluation validation held-out eval split"},
        {"eval_steps", "evaluation validation held-out"},
        {"early_stopping_patience", "stop early overfitting"},
        {"save_steps", "checkpoint checkpoints resume"},
        {"save_total_limit", "checkpoint checkpoints disk"},
        {"logging_steps", "curves log"},
        {"num_generations", "group size samples completions"},
        {"reward_funcs", "reward rule grader score"},
        {"max_length", "context truncation tokens"},
        {"max_completion_length", "context answer tokens length"},
        {"packing", "throughput speed padding"},
    };
    for (const Words &each : all)
        if (each.field == name) return QString::fromLatin1(each.words);
    return {};
}

bool isFieldShown(const std::string &name, const Json &table) {
    return isShown(name, table, 0);
}

namespace {
/// A rule by which any value but 0 is without effect as the others stand.
const FieldRule *silencing(const FieldSpec &field, const Json &table) {
    for (const FieldRule &rule : field.rules) {
        const bool always = rule.when.empty() && rule.unless.empty();
        if (rule.kind == FieldRule::Kind::Zero && !always && !anyHolds(rule.unless, table) &&
            (rule.when.empty() || anyHolds(rule.when, table)))
            return &rule;
    }
    return nullptr;
}
} // namespace

bool isFieldShown(const FieldSpec &field, const Json &table) {
    return !silencing(field, table) && isShown(field.name, table, 0);
}

QStringList fieldSwitches(const FieldSpec &field, const Json &table) {
    QStringList out = fieldSwitches(field.name, table);
    if (const FieldRule *rule = silencing(field, table))
        for (const Json *conditions : {&rule->when, &rule->unless})
            for (const auto &[name, value] : conditions->items())
                if (table.contains(name)) out.append(QString::fromStdString(name));
    out.removeDuplicates();
    return out;
}

} // namespace lapidary
