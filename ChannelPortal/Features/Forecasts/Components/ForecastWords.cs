using System.Globalization;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Forecasts.Components;

/// <summary>How forecasts are written and drawn.</summary>
internal static class ForecastWords
{
    /// <summary>What the catalogue promises, and what is printed only where it was measured.</summary>
    public const decimal Promise = 0.85m;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    public static string NameOf(ForecastSubject subject) => IsChinese || subject.NameEn.Length == 0 ? subject.Name : subject.NameEn;

    public static string Short(long minor, string currency) => NumberFormat.MoneyShort(new Money(minor, currency));

    public static string HrefOf(ForecastSubject subject) =>
        subject.Level == ForecastLevel.Company ? "forecasts" : $"forecasts?level={subject.Level.ToString().ToLowerInvariant()}&code={Uri.EscapeDataString(subject.Code)}";

    public static Tone ToneOf(decimal accuracy) => accuracy >= Promise ? Tone.Good : accuracy >= 0.7m ? Tone.Watch : Tone.Neutral;

    /// <summary>Months that are over as a line, months ahead dashed with their band; the line begins where the history ends.</summary>
    public static ChartSpec FanOf(ForecastView view, string sold, string ahead, string band)
    {
        static double Major(long minor) => minor / (double)Money.MinorPerMajor;
        var (past, future) = (view.Sold, view.Months);
        IReadOnlyList<double?> Ahead(Func<ForecastMonth, long> of) =>
            [.. past.Select((p, i) => i == past.Count - 1 ? Major(p.Amount) : (double?)null), .. future.Select(m => (double?)Major(of(m)))];
        return new ChartSpec(
            ChartKind.Line,
            [.. past.Select(p => p.MonthOn).Concat(future.Select(f => f.MonthOn)).Select(m => m.ToString(m.Month == 1 ? "'’'yy" : "MM", CultureInfo.InvariantCulture))],
            [
                new ChartSeries(sold, [.. past.Select(p => (double?)Major(p.Amount)), .. future.Select(_ => (double?)null)]) { Tone = ChartTone.Accent },
                new ChartSeries(ahead, Ahead(m => m.Amount)) { Tone = ChartTone.Accent, IsDashed = true, Lower = Ahead(m => Math.Min(m.Amount, m.Low)), Upper = Ahead(m => Math.Max(m.Amount, m.High)) },
            ]) { Format = ChartFormat.Money, BandName = band };
    }
}
