// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/filter_header.h"
#include "widgets/common/theme.h"
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

namespace lapidary {

namespace {
constexpr int kTypingMs = 250; ///< of rest before rows are looked for
}

FilterHeader::FilterHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignTop | Qt::AlignLeft);
    connect(this, &QHeaderView::sectionResized, this, &FilterHeader::place);
    connect(this, &QHeaderView::geometriesChanged, this, &FilterHeader::place);
    connect(this, &QHeaderView::sectionCountChanged, this, &FilterHeader::place);
}

int FilterHeader::fieldHeight() const {
    return shown_ ? 8 * kGrid : 0;
}

QSize FilterHeader::sizeHint() const {
    return QHeaderView::sizeHint() + QSize(0, fieldHeight());
}

void FilterHeader::setFieldsShown(bool shown) {
    shown_ = shown;
    for (QLineEdit *each : std::as_const(fields_)) each->setVisible(shown);
    updateGeometries();
    updateGeometry();
    Q_EMIT geometriesChanged();
}

QLineEdit *FilterHeader::makeField(const QString &key) {
    auto *field = new QLineEdit(this);
    field->setObjectName(QStringLiteral("filter-") + key);
    field->setAccessibleName(tr("Filter of the column %1").arg(key));
    field->setPlaceholderText(tr("filter"));
    field->setToolTip(tr("Words that the cell has; =x, !=x, <5 or >5; ? for rows without it"));
    field->setProperty("filter", true);
    field->installEventFilter(this);
    auto *rest = new QTimer(field);
    rest->setSingleShot(true);
    rest->setInterval(kTypingMs);
    connect(rest, &QTimer::timeout, this, [this, key, field] { Q_EMIT typed(key, field->text()); });
    connect(field, &QLineEdit::textEdited, rest, qOverload<>(&QTimer::start));
    connect(field, &QLineEdit::returnPressed, this, [this, key, field, rest] {
        rest->stop();
        Q_EMIT typed(key, field->text());
        Q_EMIT left();
    });
    return field;
}

void FilterHeader::setFields(const QStringList &keys, const QHash<QString, QString> &texts) {
    keys_ = keys;
    for (auto it = fields_.begin(); it != fields_.end();)
        if (!keys.contains(it.key())) {
            it.value()->hide();
            it.value()->deleteLater();
            it = fields_.erase(it);
        } else {
            ++it;
        }
    QWidget *before = nullptr;
    for (const QString &key : keys) {
        if (key.isEmpty()) continue;
        QLineEdit *&field = fields_[key];
        if (!field) field = makeField(key);
        if (!field->hasFocus()) field->setText(texts.value(key));
        field->setVisible(shown_);
        if (before) setTabOrder(before, field);
        before = field;
    }
    place();
}

void FilterHeader::updateGeometries() {
    setViewportMargins(0, 0, 0, fieldHeight());
    QHeaderView::updateGeometries();
    place();
}

void FilterHeader::place() {
    if (!shown_) return;
    const int top = height() - fieldHeight();
    for (int section = 0; section < count(); ++section) {
        QLineEdit *field = fields_.value(keys_.value(section));
        if (!field) continue;
        const int left = sectionViewportPosition(section);
        field->setGeometry(left + 1, top + 1, std::max(sectionSize(section) - 2, 0), fieldHeight() - kGrid);
    }
}

/// Esc empties a field and goes back to the rows; the down key goes there without.
bool FilterHeader::eventFilter(QObject *watched, QEvent *event) {
    auto *field = qobject_cast<QLineEdit *>(watched);
    if (field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !field->text().isEmpty()) {
            field->clear();
            Q_EMIT typed(keys_.value(int(keys_.indexOf(fields_.key(field)))), {});
            return true;
        }
        if (key == Qt::Key_Escape || key == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
    }
    return QHeaderView::eventFilter(watched, event);
}

} // namespace lapidary
