using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChannelPortal.Platform.Observability;

/// <summary>The portal's own activity source and meter. Units are UCUM; no dealer id is ever a label.</summary>
public static class Telemetry
{
    public const string Name = "channelportal";

    public static readonly ActivitySource Activities = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> CommandDuration =
        Meter.CreateHistogram<double>("channelportal.command.duration", "s", "Time of one command through the dispatcher");

    public static readonly Counter<long> EventsIngested =
        Meter.CreateCounter<long>("channelportal.events.ingested", "{event}", "Events answered by the ingestion API, by verdict");

    public static readonly Histogram<double> LiveFlushDuration =
        Meter.CreateHistogram<double>("channelportal.live.flush.duration", "s", "Computing and sending one flush of a live topic");
}
