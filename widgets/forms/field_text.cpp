// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/field_text.h"
#include "widgets/common/core_text.h"
#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <cmath>

namespace lapidary {

namespace {

struct Fields {
    Q_DECLARE_TR_FUNCTIONS(Fields)
};

QString toText(const std::string &text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::optional<Json> numberOf(const QString &text, bool whole) {
    bool ok = false;
    if (const qint64 integer = text.toLongLong(&ok); ok) return Json(integer);
    const double number = QLocale::c().toDouble(text, &ok);
    if (!ok || !std::isfinite(number)) return Json(text.toStdString());
    if (whole && number == std::floor(number) && std::abs(number) < 9e15) return Json(qint64(number)); // 1e3 steps
    return Json(number);
}

} // namespace

QString fieldText(const Json &value) {
    if (value.is_string()) return toText(value.get<std::string>());
    if (value.is_boolean()) return value.get<bool>() ? Fields::tr("on") : Fields::tr("off");
    if (value.is_array()) {
        QStringList parts;
        for (const auto &each : value) parts.append(fieldText(each));
        return parts.join(QStringLiteral(", "));
    }
    if (value.is_number_float()) {
        const double number = value.get<double>();
        const QString text = QString::number(number, 'g', 6);
        return text.toDouble() == number ? text : QString::number(number, 'g', QLocale::FloatingPointShortest);
    }
    return value.is_null() ? QString() : toText(value.dump());
}

std::optional<Json> fieldValue(const FieldSpec &field, const QString &text) {
    const QString trimmed = text.trimmed();
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Number:
        if (trimmed.isEmpty()) return std::nullopt;
        return numberOf(trimmed, field.type == FieldType::Integer);
    case FieldType::TextList:
    case FieldType::NumberList: {
        Json list = Json::array();
        for (const QString &part : trimmed.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            if (part.trimmed().isEmpty()) continue;
            const Json word(part.trimmed().toStdString());
            list.push_back(field.type == FieldType::NumberList ? numberOf(part.trimmed(), false).value_or(word) : word);
        }
        return list;
    }
    case FieldType::Boolean:
        return Json(trimmed == Fields::tr("on"));
    case FieldType::Text:
    case FieldType::Choice:
        break;
    }
    return Json(text.toStdString()); // blanks may be meant
}

QString fieldRange(const FieldSpec &field) {
    const auto shown = [](double number) { return QString::number(number, 'g', QLocale::FloatingPointShortest); };
    if (field.minimum && field.maximum && !field.aboveMinimum)
        return QStringLiteral("%1 … %2").arg(shown(*field.minimum), shown(*field.maximum));
    QStringList parts;
    if (field.minimum)
        parts.append((field.aboveMinimum ? QStringLiteral("> ") : QStringLiteral("≥ ")) + shown(*field.minimum));
    if (field.maximum) parts.append(QStringLiteral("≤ ") + shown(*field.maximum));
    return parts.join(QStringLiteral(", "));
}

bool sameFieldValue(const Json &a, const Json &b) {
    return a.is_number() && b.is_number() ? a.get<double>() == b.get<double>() : a == b;
}

QString fieldGroup(const FieldSpec &field) {
    struct Group {
        QString title;
        QStringList begins; ///< of the names
    };
    const QString name = toText(field.name);
    if (name == QLatin1String("r")) return Fields::tr("Adapter");
    for (const Group &group :
         {Group{Fields::tr("Length and batches"),
                {"max_steps", "num_train_epochs", "per_device_", "gradient_accumulation", "shuffle_", "bf16",
                 "max_length", "packing"}},
          Group{Fields::tr("Optimiser"),
                {"learning_rate", "lr_", "warmup_", "min_lr_", "weight_decay", "adam_", "max_grad_norm"}},
          Group{Fields::tr("Curves and checkpoints"), {"logging_", "save_"}},
          Group{Fields::tr("Adapter"), {"use_peft", "lora_", "use_rslora", "target_modules", "init_lora"}},
          Group{Fields::tr("Sampling"),
                {"num_generations", "max_completion_", "response_length", "max_new_tokens", "temperature", "top_",
                 "min_p", "rollouts", "completion_prefix", "seed", "stop"}},
          Group{Fields::tr("Reward"), {"reward_", "scale_rewards"}}})
        for (const QString &begin : group.begins)
            if (name.startsWith(begin)) return group.title;
    return Fields::tr("Method");
}

QString problemSentence(const Error &problem) {
    Error bare{.code = problem.code,
               .message = problem.message,
               .found = problem.found,
               .expected = problem.expected,
               .remedy = problem.remedy};
    return coreText(bare);
}

} // namespace lapidary
