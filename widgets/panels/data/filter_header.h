// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QHeaderView>

class QLineEdit;

namespace lapidary {

/// The header of a table with a field below each column, in which a person types what its cells must hold. Fields
/// belong to columns by their keys, and keep their text while columns come and go.
class FilterHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit FilterHeader(QWidget *parent = nullptr);
    /// One key for each section; an empty one has no field. `texts`: what stands in them.
    void setFields(const QStringList &keys, const QHash<QString, QString> &texts);
    QLineEdit *field(const QString &key) const { return fields_.value(key); }
    void setFieldsShown(bool shown);
    QSize sizeHint() const override;

Q_SIGNALS:
    void typed(const QString &key, const QString &text); ///< after a short rest
    void left();                                         ///< by a key: to the rows

protected:
    void updateGeometries() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *makeField(const QString &key);
    void place();
    int fieldHeight() const;
    QStringList keys_{};
    QHash<QString, QLineEdit *> fields_{};
    bool shown_ = true;
};

} // namespace lapidary
