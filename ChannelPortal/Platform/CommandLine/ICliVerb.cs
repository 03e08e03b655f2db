using System.CommandLine;

namespace ChannelPortal.Platform.CommandLine;

/// <summary>One verb of the portal's command line. Register with <c>services.AddVerb&lt;T&gt;()</c>.</summary>
public interface ICliVerb
{
    /// <summary>
    /// Builds the command with its options and action. The action returns the exit code: 0 means that it did all it was asked.
    /// With <c>--json</c> (use <see cref="CliOutput.JsonOption"/>) it prints exactly one JSON object on stdout; progress and logs go to stderr.
    /// </summary>
    Command Build();
}
