using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks.Dataflow;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Forecasts;

/// <summary><c>forecast --in F.csv --horizon 18 --out G.csv</c>: the forecaster of the portal on a file of monthly series.</summary>
internal sealed class ForecastVerb(ErrorTexts texts, TimeProvider time) : ICliVerb
{
    private const int LargestHorizon = 60;
    private const int InFlight = 256;
    private static readonly TimeSpan s_progress = TimeSpan.FromSeconds(2);

    public Command Build()
    {
        var input = new Option<FileInfo>("--in") { Description = "CSV with the columns id,period,value; period as 2026-10, rows in any order. A month without a row or value is a gap, a zero is a zero.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "CSV id,h,forecast,p10,p90.", Required = true };
        var horizon = new Option<int>("--horizon") { Description = $"Months ahead, 1 to {LargestHorizon}.", DefaultValueFactory = _ => 3 };
        var threads = new Option<int>("--threads") { Description = "Series worked on at the same time; all cores when absent.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var without = new Option<ForecastParts>("--without") { Description = "Leaves pieces of the method out, to see what they are worth: damped, holt, theta, bothSeasons, pairs, lastYear, shrinkage.", AllowMultipleArgumentsPerToken = true };
        var json = CliOutput.JsonOption();
        var command = new Command("forecast", "Forecast monthly series from nothing but their values, with an interval that should hold eight outcomes of ten.") { input, output, horizon, threads, without, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = parse.GetValue(input)!;
            if (!file.Exists)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("forecast_file", file.FullName)));
            }

            if (parse.GetValue(horizon) is < 1 or > LargestHorizon)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("forecast_horizon", LargestHorizon)));
            }

            var watch = Stopwatch.StartNew();
            try
            {
                var forecaster = new SeriesForecaster(ForecastParts.All & ~parse.GetValue(without));
                var count = await RunAsync(file.FullName, parse.GetValue(output)!.FullName, forecaster, parse.GetValue(horizon), Math.Max(1, parse.GetValue(threads)), cancellationToken);
                var seconds = watch.Elapsed.TotalSeconds;
                CliOutput.Write(
                    parse.GetValue(json), new { series = count, seconds = Math.Round(seconds, 3) }, () => string.Create(CultureInfo.InvariantCulture, $"{count} series in {seconds:0.0} s, {count / seconds:0} a second"));
                return 0;
            }
            catch (SeriesFileException fault)
            {
                return CliOutput.Fail(texts.Describe(fault.Error));
            }
        });
        return command;
    }

    /// <summary>The result appears whole or not at all.</summary>
    internal async Task<int> RunAsync(string input, string output, SeriesForecaster forecaster, int horizon, int threads, CancellationToken cancellationToken)
    {
        var file = new SeriesFile(input);
        file.Check(cancellationToken);
        var part = output + ".part";
        var count = 0;
        try
        {
            await using (var writer = new StreamWriter(part))
            {
                await writer.WriteLineAsync("id,h,forecast,p10,p90");
                var told = time.GetTimestamp();
                var work = new TransformBlock<FileSeries, string>(
                    s => Lines(s.Id, forecaster.Forecast(s.Values, horizon)),
                    new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = threads, BoundedCapacity = InFlight, CancellationToken = cancellationToken });
                var write = new ActionBlock<string>(
                    async lines =>
                    {
                        await writer.WriteAsync(lines);
                        count++;
                        if (time.GetElapsedTime(told) >= s_progress)
                        {
                            told = time.GetTimestamp();
                            CliOutput.Progress(string.Create(CultureInfo.InvariantCulture, $"{count} of {file.SeriesCount} series"));
                        }
                    },
                    new ExecutionDataflowBlockOptions { BoundedCapacity = InFlight, CancellationToken = cancellationToken });
                work.LinkTo(write, new DataflowLinkOptions { PropagateCompletion = true });
                foreach (var series in file.Read(cancellationToken))
                {
                    if (!await work.SendAsync(series, cancellationToken))
                    {
                        break;
                    }
                }

                work.Complete();
                await write.Completion;
            }

            File.Move(part, output, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string Lines(string id, SeriesForecast forecast)
    {
        var cell = id.AsSpan().ContainsAny(",\"\r\n") ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
        return string.Concat(forecast.Mid.Select((mid, i) => string.Create(CultureInfo.InvariantCulture, $"{cell},{i + 1},{mid:0.######},{forecast.Low[i]:0.######},{forecast.High[i]:0.######}\n")));
    }
}
