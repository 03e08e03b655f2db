namespace ChannelPortal.Platform.Analytics;

/// <summary>
/// How unlikely the mean of the last few errors is, measured by the same means of the past: 0 for the usual, 1 for what practically never
/// happens. What counts is a change of the error's level, so a series that is always hard to predict is not always alarming.
/// </summary>
internal sealed class ErrorLikelihood(int recent)
{
    private const int Past = 6_000;
    private const int WarmUp = 50;
    private const int Refresh = 10;

    // ln(1e-10): the smallest tail that is told apart from nothing.
    private const double LogFloor = -23.025850929940457;

    private readonly Queue<double> errors = new(recent);
    private readonly Queue<double> means = new();
    private double errorSum;
    private double sum;
    private double squares;
    private double usual;
    private double spread;
    private int steps;

    public double Next(double error)
    {
        errors.Enqueue(error);
        errorSum += error;
        if (errors.Count > recent)
        {
            errorSum -= errors.Dequeue();
        }

        var mean = errorSum / errors.Count;
        var likelihood = steps < WarmUp || spread <= 0 ? 0 : Math.Log(1e-10 + Tail((mean - usual) / spread)) / LogFloor;
        Remember(mean);
        return Math.Clamp(likelihood, 0, 1);
    }

    /// <summary>Probability that a standard normal value is larger.</summary>
    internal static double Tail(double z)
    {
        // Abramowitz and Stegun 26.2.17, error below 7.5e-8; squared away by the floor in the far tail, so use the asymptote there.
        if (z > 5)
        {
            return Math.Exp(-0.5 * z * z) / (z * Math.Sqrt(2 * Math.PI)) * (1 - (1 / (z * z)) + (3 / (z * z * z * z)));
        }

        if (z < 0)
        {
            return 1 - Tail(-z);
        }

        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * series;
    }

    private void Remember(double mean)
    {
        means.Enqueue(mean);
        sum += mean;
        squares += mean * mean;
        if (means.Count > Past)
        {
            var oldest = means.Dequeue();
            sum -= oldest;
            squares -= oldest * oldest;
        }

        steps++;
        if (steps % Refresh == 0)
        {
            usual = sum / means.Count;
            spread = Math.Sqrt(Math.Max(0, (squares / means.Count) - (usual * usual)));
        }
    }
}
