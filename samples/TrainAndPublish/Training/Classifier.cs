namespace TrainAndPublish.Training;

/// <summary>Softmax regression on standardised features: one layer, trained by stochastic gradient descent on the cross-entropy.</summary>
internal sealed class Classifier
{
    public Classifier(IReadOnlyList<Flower> training, int classes)
    {
        Features = training[0].Measurements.Length;
        Classes = classes;
        Mean = [.. Columns(training, column => column.Average())];
        Deviation = [.. Columns(training, column => MathF.Max(Spread(column), 1e-6f))];
        Weights = new float[Features * classes];
        Bias = new float[classes];
    }

    public int Features { get; }

    public int Classes { get; }

    public float[] Mean { get; }

    public float[] Deviation { get; }

    /// <summary>Features × classes, row by row.</summary>
    public float[] Weights { get; }

    public float[] Bias { get; }

    /// <summary>One step down the gradient.</summary>
    /// <returns>The mean loss of the batch before the step.</returns>
    public double Step(IReadOnlyList<Flower> batch, double rate)
    {
        var loss = 0.0;
        var weightGradient = new float[Weights.Length];
        var biasGradient = new float[Bias.Length];
        foreach (var flower in batch)
        {
            var scaled = Scale(flower.Measurements);
            var slope = Probabilities(scaled);
            loss -= Math.Log(Math.Max(slope[flower.Species], 1e-12));
            slope[flower.Species] -= 1;
            for (var k = 0; k < Classes; k++)
            {
                biasGradient[k] += slope[k];
                for (var j = 0; j < Features; j++)
                {
                    weightGradient[(j * Classes) + k] += slope[k] * scaled[j];
                }
            }
        }

        var size = (float)(rate / batch.Count);
        Descend(Weights, weightGradient, size);
        Descend(Bias, biasGradient, size);
        return loss / batch.Count;
    }

    /// <summary>The most likely class.</summary>
    public int Predict(float[] measurements)
    {
        var probabilities = Probabilities(Scale(measurements));
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    /// <summary>The share of flowers whose class is found.</summary>
    public double Accuracy(IReadOnlyList<Flower> flowers) =>
        flowers.Count(flower => Predict(flower.Measurements) == flower.Species) / (double)flowers.Count;

    private static void Descend(float[] values, float[] gradient, float size)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] -= size * gradient[i];
        }
    }

    private static float Spread(IReadOnlyList<float> column)
    {
        var mean = column.Average();
        return MathF.Sqrt(column.Average(value => (value - mean) * (value - mean)));
    }

    private IEnumerable<float> Columns(IReadOnlyList<Flower> flowers, Func<IReadOnlyList<float>, float> summarise) =>
        Enumerable.Range(0, Features).Select(j => summarise([.. flowers.Select(flower => flower.Measurements[j])]));

    private float[] Scale(float[] measurements)
    {
        var scaled = new float[Features];
        for (var j = 0; j < Features; j++)
        {
            scaled[j] = (measurements[j] - Mean[j]) / Deviation[j];
        }

        return scaled;
    }

    private float[] Probabilities(float[] scaled)
    {
        var scores = (float[])Bias.Clone();
        for (var j = 0; j < Features; j++)
        {
            for (var k = 0; k < Classes; k++)
            {
                scores[k] += scaled[j] * Weights[(j * Classes) + k];
            }
        }

        var highest = scores.Max();
        var sum = 0f;
        for (var k = 0; k < Classes; k++)
        {
            scores[k] = MathF.Exp(scores[k] - highest);
            sum += scores[k];
        }

        for (var k = 0; k < Classes; k++)
        {
            scores[k] /= sum;
        }

        return scores;
    }
}
