using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>How figures are written on paper. Rounded half away from zero; a missing one is a dash.</summary>
internal static class ReportFigures
{
    public const string None = "—";

    public static decimal Round(decimal value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

    /// <summary>Figure and unit apart.</summary>
    public static (ReportText Value, ReportText Unit) Parts(decimal? value, DiagnosticUnit unit) => (value, unit) switch
    {
        (null, _) => (ReportText.Same(None), ReportText.Same("")),
        ({ } ratio, DiagnosticUnit.Percent) => (ReportText.Same(Round(ratio * 100, 1).ToString("#,##0.0", CultureInfo.InvariantCulture)), ReportText.Same("%")),
        ({ } days, DiagnosticUnit.Days) => (ReportText.Same(Round(days, 1).ToString("#,##0.0", CultureInfo.InvariantCulture)), DiagnosticsText.Both("Unit_Days")),
        ({ } count, DiagnosticUnit.Count) => (ReportText.Same(Round(count, 1).ToString("#,##0.#", CultureInfo.InvariantCulture)), ReportText.Same("")),

        // The same figure as on the boards, to the cent, so that it can be found there.
        ({ } amount, _) => (ReportText.Same(Round(amount, 2).ToString("#,##0.00", CultureInfo.InvariantCulture)), DiagnosticsText.Both("Unit_Money")),
    };

    /// <summary>Figure and unit together; money without its unit, which the sentence around it names.</summary>
    public static ReportText Whole(decimal? value, DiagnosticUnit unit)
    {
        var (figure, suffix) = Parts(value, unit);
        return (value, unit) switch
        {
            (not null, DiagnosticUnit.Percent) => ReportText.Same(figure.Zh + "%"),
            (not null, DiagnosticUnit.Days) => new ReportText($"{figure.Zh} {suffix.Zh}", $"{figure.En} {suffix.En}"),
            _ => figure,
        };
    }

    /// <summary>Whole units of money: for what is an estimate.</summary>
    public static ReportText About(decimal? value) => ReportText.Same(value is { } amount ? Round(amount, 0).ToString("#,##0", CultureInfo.InvariantCulture) : None);

    public static ReportText Number(decimal value) => ReportText.Same(value.ToString("0.##", CultureInfo.InvariantCulture));

    public static ReportText Month(DateOnly month) => new(
        NumberFormat.Month(month, CultureInfo.GetCultureInfo(PortalCultures.Chinese)), NumberFormat.Month(month, CultureInfo.GetCultureInfo(PortalCultures.English)));

    /// <summary>▲ 8.1% or ▼ 1.2: the sign as a shape, so that it survives a grey printer.</summary>
    public static (ReportText Text, decimal Shown) Change(decimal now, decimal then, DiagnosticUnit unit)
    {
        var change = unit == DiagnosticUnit.Money ? ((now / then) - 1) * 100 : unit == DiagnosticUnit.Percent ? (now - then) * 100 : now - then;
        var shown = Round(change, 1);
        var sign = shown > 0 ? "▲ " : shown < 0 ? "▼ " : "";
        return (ReportText.Same(sign + Math.Abs(shown).ToString("#,##0.0", CultureInfo.InvariantCulture) + (unit == DiagnosticUnit.Money ? "%" : "")), shown);
    }
}
