using System.Globalization;
using System.Resources;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Words of the evaluation in both languages, the same as on its screens.</summary>
internal static class EvaluationWords
{
    private static readonly ResourceManager s_health = new(typeof(HealthText));

    public static ReportText Component(string id) => Both("Component_" + id);

    public static ReportText Part(string id) => Both("Part_" + id);

    public static ReportText Band(string? band) => Both("Band_" + (band ?? "none"));

    public static ReportText Status(string status) => Both("Status_" + status);

    public static ReportText Step(string step) => Both("Step_" + step);

    public static ReportText Reason(string reason) => Both("Reason_" + reason);

    public static ReportText Score(decimal? score) => ReportText.Same(score is { } s ? s.ToString("0.0", CultureInfo.InvariantCulture) : ReportFigures.None);

    /// <summary>A raw figure with its unit.</summary>
    public static ReportText Raw(decimal? raw, string unit) => (raw, unit) switch
    {
        (null, _) => ReportText.Same(ReportFigures.None),
        ({ } ratio, "%") => ReportText.Same(ReportFigures.Round(ratio * 100, 1).ToString("#,##0.0", CultureInfo.InvariantCulture) + "%"),
        ({ } amount, "CNY") => DiagnosticsText.Both("Raw_Money", ReportFigures.About(amount)),
        ({ } days, "day") => DiagnosticsText.Both("Raw_Days", Plain(days)),
        ({ } months, "month") => DiagnosticsText.Both("Raw_Months", Plain(months)),
        ({ } points, "points") => DiagnosticsText.Both("Raw_Points", Plain(points)),
        ({ } number, _) => Plain(number),
    };

    private static ReportText Plain(decimal number) => ReportText.Same(ReportFigures.Round(number, 2).ToString("#,##0.##", CultureInfo.InvariantCulture));

    private static ReportText Both(string key) => new(Get(key, PortalCultures.Chinese), Get(key, PortalCultures.English));

    private static string Get(string key, string culture) => s_health.GetString(key, CultureInfo.GetCultureInfo(culture)) ?? throw new MissingManifestResourceException($"HealthText has no {key}.");
}
