using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Diagnostics;

/// <summary><c>report monthly|quarterly|area --period 2026-10|2026-Q3 (--dealer CODE|--region CODE|--all) [--lang zh|en|both] --out DIR</c>.</summary>
internal sealed class ReportVerb(FindReportSubjects subjects, JobRunner runner, JobClaims claims, GetReports reports, GetAreaReports areaReports, FileStore files, ErrorTexts texts, IServiceProvider services) : ICliVerb
{
    public Command Build()
    {
        var kind = new Argument<string>("kind") { Description = "monthly, quarterly or area." };
        var period = new Option<string>("--period") { Description = "Closed month or quarter: 2026-10, 2026-Q3.", Required = true };
        var dealer = new Option<string?>("--dealer") { Description = "Dealer code." };
        var region = new Option<string?>("--region") { Description = "Region code: the dealers below it, or the area itself." };
        var all = new Option<bool>("--all") { Description = "Every active dealer, or every area." };
        var language = new Option<string>("--lang") { Description = "zh, en or both.", DefaultValueFactory = _ => "zh" };
        var output = new Option<string>("--out") { Description = "Folder for the PDF files.", Required = true };
        var again = new Option<bool>("--again") { Description = "Look at reports that exist once more; without it they are only copied." };
        var json = CliOutput.JsonOption();
        var command = new Command("report", "Make reports of dealers and areas as PDF. Interrupted runs resume: what is made is not made again.")
        {
            kind, period, dealer, region, all, language, output, again, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(kind) is not (Report.Monthly or Report.Quarterly or AreaReport.Kind))
            {
                return CliOutput.Fail($"There is no report kind '{parse.GetValue(kind)}'; there are monthly, quarterly and area.");
            }

            var target = new ReportTarget(parse.GetValue(dealer), parse.GetValue(region));
            if (new[] { target.DealerId is not null, target.RegionId is not null, parse.GetValue(all) }.Count(given => given) != 1)
            {
                return CliOutput.Fail("Name exactly one of --dealer CODE, --region CODE or --all.");
            }

            await services.PrepareAsync(cancellationToken);
            return await RunAsync(parse.GetValue(kind)!, target, parse.GetValue(period)!, parse.GetValue(language)!, parse.GetValue(output)!, parse.GetValue(again), parse.GetValue(json), cancellationToken);
        });
        return command;
    }

    private async Task<int> RunAsync(string kind, ReportTarget target, string period, string language, string output, bool again, bool asJson, CancellationToken cancellationToken)
    {
        var found = await subjects.HandleAsync(kind, target, period, language, DealerScope.All, cancellationToken);
        if (!found.Ok)
        {
            return CliOutput.Fail(string.Join(' ', found.Errors.Select(e => texts.Describe(e))));
        }

        var (month, named) = found.Value;
        var clock = Stopwatch.StartNew();
        await using var meter = ProcessTreeMeter.Start();
        runner.Progressed += Tell;
        var list = named.Select(d => MonthlyDiagnosticJob.SubjectOf(d, language)).ToList();
        await runner.RunAsync(new JobRequest(ReportJobs.Of(kind), month, list, "cli", again), cancellationToken);
        runner.Progressed -= Tell;

        Directory.CreateDirectory(output);
        IReadOnlyList<FiledReport> made = kind == AreaReport.Kind
            ? await areaReports.NewestAsync(month.ToString(), language, named, DealerScope.All, cancellationToken)
            : await reports.NewestAsync(kind, month, language, named, cancellationToken);
        foreach (var report in made)
        {
            await using var source = files.OpenRead(report.Sha256) ?? throw new FileNotFoundException($"The file of report {report.Id} is missing from the data directory.");
            await using var copy = File.Create(Path.Combine(output, report.FileName));
            await source.CopyToAsync(copy, cancellationToken);
        }

        foreach (var failure in (await claims.FailuresAsync(ReportJobs.Of(kind), month, cancellationToken)).Where(f => list.Contains(f.Subject)))
        {
            CliOutput.Progress($"{failure.Subject}: {failure.ErrorCode} {failure.ErrorDetail}");
        }

        var (cpuSeconds, peakRssMiB) = await meter.StopAsync();
        var failed = named.Count - made.Count;
        CliOutput.Write(
            asJson,
            new { reports = made.Count, failed, cpuSeconds = Math.Round(cpuSeconds, 2), wallSeconds = Math.Round(clock.Elapsed.TotalSeconds, 2), peakRssMiB },
            () => string.Create(CultureInfo.InvariantCulture, $"{made.Count} reports in {output}, {failed} failed, {clock.Elapsed.TotalSeconds:0.0} s"));
        return failed == 0 ? 0 : 1;

        static void Tell(object? sender, JobProgress progress)
        {
            if (progress.State != JobState.Running || (progress.Done + progress.Failed) % 10 == 0)
            {
                CliOutput.Progress(string.Create(CultureInfo.InvariantCulture, $"{progress.Done + progress.Failed}/{progress.Total}, {progress.Failed} failed"));
            }
        }
    }
}
