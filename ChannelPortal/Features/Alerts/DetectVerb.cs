using System.CommandLine;
using System.Globalization;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Alerts;

/// <summary><c>detect --in F.csv [--out G.csv]</c>: the detectors on a file, one point after the other.</summary>
internal sealed class DetectVerb(ErrorTexts texts) : ICliVerb
{
    private const int FirstPoints = 200;

    public Command Build()
    {
        var input = new Option<FileInfo>("--in") { Description = "CSV with the columns timestamp,value, oldest first. Monthly, daily and finer series are told apart by their timestamps.", Required = true };
        var output = new Option<FileInfo?>("--out") { Description = "CSV timestamp,value,score,alert; printed when absent." };
        var json = CliOutput.JsonOption();
        var command = new Command("detect", "Find anomalies in a series. Each point is judged from the points before it; score 0 to 1, alert from 0.5 on.") { input, output, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = parse.GetValue(input)!;
            if (!file.Exists)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("detect_file", file.FullName)));
            }

            var (points, error) = Read(await File.ReadAllLinesAsync(file.FullName, cancellationToken));
            if (error is not null)
            {
                return CliOutput.Fail(texts.Describe(error));
            }

            var (lines, alerts) = Judge(points);
            if (parse.GetValue(output) is { } target)
            {
                await File.WriteAllLinesAsync(target.FullName, lines, cancellationToken);
            }
            else if (!parse.GetValue(json))
            {
                Console.Out.WriteLine(string.Join('\n', lines));
                return 0;
            }

            CliOutput.Write(parse.GetValue(json), new { points = points.Count, alerts }, () => string.Create(CultureInfo.InvariantCulture, $"{points.Count} points, {alerts} alerts"));
            return 0;
        });
        return command;
    }

    internal static (List<SeriesRow> Points, Error? Error) Read(IReadOnlyList<string> lines)
    {
        var points = new List<SeriesRow>();
        for (var i = 0; i < lines.Count; i++)
        {
            var cells = lines[i].Split(',');
            if (i == 0 && cells[0].Trim().TrimStart('\uFEFF') == "timestamp" || string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            if (cells.Length < 2
                || !DateTimeOffset.TryParse(cells[0].Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                || !double.TryParse(cells[1].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            {
                return ([], Error.Of("detect_row", i + 1));
            }

            points.Add(new SeriesRow(cells[0].Trim(), cells[1].Trim(), at, value));
        }

        return (points, null);
    }

    internal static (List<string> Lines, int Alerts) Judge(IReadOnlyList<SeriesRow> points)
    {
        var detector = SeriesSamplings.CreateDetector([.. points.Take(FirstPoints).Select(p => p.At)]);
        var lines = new List<string>(points.Count + 1) { "timestamp,value,score,alert" };
        var alerts = 0;
        foreach (var point in points)
        {
            var verdict = detector.Next(point.At, point.Value);
            alerts += verdict.IsAlert ? 1 : 0;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{point.Timestamp},{point.Text},{verdict.Score:0.######},{(verdict.IsAlert ? 1 : 0)}"));
        }

        return (lines, alerts);
    }
}

/// <summary>A line of the file; the texts are written back as they were read.</summary>
internal sealed record SeriesRow(string Timestamp, string Text, DateTimeOffset At, double Value);
